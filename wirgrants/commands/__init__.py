"""One module per family of commands; a click command at module level is found by `wirgrants.cli`.

Modules import heavy things inside their functions, so that `wirgrants lines` starts at once.
"""
