"""REFI-QDA 1.5, the exchange format of programs for qualitative research: values <-> bytes, no store and no files."""

from desk.refi.codebook_xml import read_qdc, write_qdc
from desk.refi.project_zip import read_qdpx, write_qdpx
from desk.refi.values import Code, Coding, Project, Selection, Source, User

__all__ = ["Code", "Coding", "Project", "Selection", "Source", "User", "read_qdc", "read_qdpx", "write_qdc", "write_qdpx"]
