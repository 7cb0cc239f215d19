"""An import contract that import-linter lacks: a package may import what is named, and nothing else."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyImportsContract(Contract):
    """Keeps a package to the standard library, itself and an allow-list of top-level packages.

    Options: `source` (the package), `allowed` (top-level packages), `forbidden_stdlib` (standard modules
    that this package must not use all the same). A new dependency is refused until somebody names it here,
    where a deny-list would let it pass.
    """

    type_name = "only_imports"

    source = fields.StringField()
    allowed = fields.SetField(subfield=fields.StringField())
    forbidden_stdlib = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 the interface
        """Look at every direct import of every module of the package."""
        source = str(self.source)
        modules = [source, *graph.find_descendants(source)]
        breaches = [
            f"{importer} imports {imported}"
            for importer in sorted(modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._may_import(imported)
        ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that is not allowed."""
        for breach in check.metadata["breaches"]:
            output.print_error(f"- {breach}")
        output.new_line()

    def _may_import(self, imported: str) -> bool:
        top = imported.partition(".")[0]
        if top == self.source or top in set(self.allowed or ()):  # type: ignore[call-overload]
            return True
        banned = set(self.forbidden_stdlib or ())  # type: ignore[call-overload]
        return top in sys.stdlib_module_names and top not in banned
