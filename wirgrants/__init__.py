"""The shell: Flask, database, files, PDF, mail and commands around the law."""
