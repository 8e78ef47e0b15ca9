"""Our words and rules: frozen values and pure functions, one file or folder per room."""
