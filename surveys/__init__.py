"""Sources of feedback: LimeSurvey, transcripts and CSV files, read into the domain's values."""
