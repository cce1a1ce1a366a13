"""Survey answers in files: CSV, TSV and XLSX as the survey tools export them, read into the domain's values."""

from surveys.files.describe import Column, FileFacts, describe_file
from surveys.files.read import read_file

__all__ = ["Column", "FileFacts", "describe_file", "read_file"]
