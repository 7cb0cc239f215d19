"""The commands, grouped under `wirgrants`: every module of `wirgrants.commands` adds its own."""

import importlib
import pkgutil

import click

from wirgrants import commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wirgrants")
def main() -> None:
    """WIR Grants: funding under the Hessian integration programme WIR."""


def _load() -> None:
    for found in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"wirgrants.commands.{found.name}")
        for value in vars(module).values():
            callback = value.callback if isinstance(value, click.Command) else None
            if callback is not None and callback.__module__ == module.__name__:
                main.add_command(value)


_load()

if __name__ == "__main__":
    main()
