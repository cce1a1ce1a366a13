"""Sources of feedback: LimeSurvey, transcripts and files of answers, read into the domain's values."""
