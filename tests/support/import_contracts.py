"""The import contract that import-linter lacks: what is named may be imported, nothing else."""

import sys
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyImportsContract(Contract):
    """Keeps a package to the standard library, itself and an allow-list of top-level packages.

    Options: `source` (the package), `allowed` (top-level packages), `forbidden_stdlib` (standard
    modules that this package must not use all the same). A new dependency is refused until
    somebody names it here, where a deny-list would let it pass.
    """

    type_name = "only_imports"

    # import-linter replaces each declaration by the option's value.
    source: Any = fields.StringField()
    allowed: Any = fields.SetField(subfield=fields.StringField())
    forbidden_stdlib: Any = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
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
        if top == self.source or top in self.allowed:
            return True
        return top in sys.stdlib_module_names and top not in (self.forbidden_stdlib or ())
