"""What names a theme: phrases that several people used, how telling and how near they are, and who must not be named."""
