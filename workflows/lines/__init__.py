"""The eleven funding lines: one file per line, or a folder with one module per version.

Each holds `LINE`, declarations only, to be read beside the printed guideline.
"""
