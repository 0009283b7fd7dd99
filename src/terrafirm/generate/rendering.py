"""Render a whole repository into texts by path; nothing is written here, and nothing depends on the day."""

from __future__ import annotations

import re
from typing import Any

import terrafirm
from terrafirm.generate.answers import ANSWERS_FILE, Answers, saved_text
from terrafirm.generate.catalogue import Variable, blueprint, cloud
from terrafirm.generate.compose import Composition, compose
from terrafirm.generate.diagram import diagram
from terrafirm.generate.evidence import ControlsByType, Proof, evidence, module_owners
from terrafirm.generate.manifest import MANIFEST_FILE, manifest_text
from terrafirm.generate.root_module import main_tf, outputs_tf, tfvars, used_variables, variables_tf
from terrafirm.generate.templating import fill, render
from terrafirm.generate.vendor import module_files, with_dependencies
from terrafirm.model.errors import UsageError

#: What the whole repository gets: the path written, and the template under ``templates/_shared/``.
_SHARED = {
    ".gitignore": "gitignore.j2",
    "README.md": "README.md.j2",
    "docs/decommissioning.md": "decommissioning.md.j2",
    "docs/rollback.md": "rollback.md.j2",
    "evidence.md": "evidence.md.j2",
    "scripts/plan-digest.py": "plan-digest.py.j2",
    "terrafirm.toml": "terrafirm.toml.j2",
}
_GITHUB = {
    ".github/CODEOWNERS": "CODEOWNERS.j2",
    ".github/workflows/drift.yml": "github-drift.yml.j2",
    ".github/workflows/terraform.yml": "github-terraform.yml.j2",
}
_GITLAB = {".gitlab-ci.yml": "gitlab-ci.yml.j2", "CODEOWNERS": "CODEOWNERS.j2"}


def render_repository(answers: Answers, controls: ControlsByType, proof: Proof) -> dict[str, str]:
    """Every file by its path below the repository. Raises :class:`UsageError` for a cloud the blueprint is not for.

    ``proof`` is what the rules say of the same repository: its code does not depend on it, the file of evidence does.
    """
    chosen = blueprint(answers.blueprint)
    if answers.cloud not in chosen.clouds:
        raise UsageError(f"the blueprint {chosen.name} is made for {', '.join(chosen.clouds)}, not {answers.cloud}")
    composition = compose(chosen, cloud(answers.cloud))
    files: dict[str, str] = {}
    variables: list[Variable] = []
    for environment in answers.environments:
        root, variables = _environment(composition, answers, environment)
        files |= {f"environments/{environment}/{name}": text for name, text in root.items()}
    for name in with_dependencies(answers.cloud, [call.part.name for call in composition.calls]):
        files |= {f"modules/{name}/{file}": text for file, text in module_files(answers.cloud, name).items()}
    context = _context(composition, answers, variables) | {
        "evidence": evidence(composition, proof),
        "module_owners": module_owners(composition, controls),
    }
    files |= {path: _tidy(render(f"_shared/{name}", context)) for path, name in _shared(answers).items()}
    files[ANSWERS_FILE] = saved_text(answers, terrafirm.__version__)
    files[MANIFEST_FILE] = manifest_text(files)
    return dict(sorted(files.items()))


def _shared(answers: Answers) -> dict[str, str]:
    github = _GITHUB if answers.values["ci"] in ("github", "both") else {}
    gitlab = _GITLAB if answers.values["ci"] in ("gitlab", "both") else {}
    if github and gitlab:
        gitlab = {path: name for path, name in gitlab.items() if path != "CODEOWNERS"}
        github = {("CODEOWNERS" if name == "CODEOWNERS.j2" else path): name for path, name in github.items()}
    return _SHARED | github | gitlab


def _environment(composition: Composition, answers: Answers, environment: str) -> tuple[dict[str, str], list[Variable]]:
    """The files of one root module, and its variables."""
    name = composition.cloud.name
    context = {**answers.within(environment), "modules": _labels(composition)}
    preamble = _tidy(render(f"_clouds/{name}/preamble.tf.j2", context))
    main = main_tf(composition, preamble)
    versions = _tidy(render(f"_clouds/{name}/versions.tf.j2", context))
    variables = used_variables(composition, [main, versions])
    files = {
        "backend.tf": _tidy(render(f"_clouds/{name}/backend.tf.j2", context)),
        "main.tf": main,
        "outputs.tf": outputs_tf(composition),
        "terraform.tfvars": tfvars(variables, answers, environment),
        "variables.tf": variables_tf(variables),
        "versions.tf": versions,
    }
    return files, variables


def _labels(composition: Composition) -> list[str]:
    return [call.part.name for call in composition.calls]


def _context(composition: Composition, answers: Answers, variables: list[Variable]) -> dict[str, Any]:
    parts = [call.part for call in composition.calls]
    return {
        **answers.values,
        "answers": answers.values,
        "blueprint": composition.blueprint,
        "cloud": answers.cloud,
        "environment_names": answers.environments,
        "parts": parts,
        "diagram": diagram(answers.cloud, parts),
        "samples": _samples(variables, answers),
        "sensitive": [variable.name for variable in variables if variable.sensitive],
        "pipeline_paths": {"/.github/" if path.startswith(".github/") else f"/{path}" for path in _shared(answers)},
        "version": terrafirm.__version__,
        "modules": _labels(composition),
        "named": {call.part.name for call in composition.calls},
    }


def _samples(variables: list[Variable], answers: Answers) -> list[tuple[str, str, str]]:
    """Name of a sample, what replaces it, and the environments of which that is said; empty where it is all of them."""
    found: dict[tuple[str, str], list[str]] = {}
    for variable in variables:
        if variable.replace and not variable.sensitive:
            for environment in answers.environments:
                text = fill(variable.replace, answers.within(environment))
                found.setdefault((variable.name, text), []).append(environment)
    every = len(answers.environments)
    return [(name, text, "" if len(on) == every else ", ".join(on)) for (name, text), on in found.items()]


def _tidy(text: str) -> str:
    """No blank line at either end, none doubled, no trailing spaces, one newline at the end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
