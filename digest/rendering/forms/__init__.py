"""The forms of a release beside its HTML, all of one page model: JSON, PDF, DOCX, XLSX and CSV."""
