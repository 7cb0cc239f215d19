"""`python -m wirgrants` is the command `wirgrants`."""

from wirgrants.cli import main

if __name__ == "__main__":
    main(prog_name="wirgrants")
