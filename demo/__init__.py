"""An invented town and its truth, and a local server that speaks LimeSurvey's protocol."""
