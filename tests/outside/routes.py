"""Contracts of equal applications, made by their frameworks: `routes.py GAPREG FOLDER`.

FastAPI's own document, a Swagger 2.0 file of it, `flask routes`, lines made of both and Django's
`show_urls` give equal verdicts; renaming every parameter and turning paths and entries around changes
none; every endpoint that is taken out turns exactly its entries' answers.
"""

import copy
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from fastapi import FastAPI
from openapi_spec_validator import validate

GAPREG, FOLDER = sys.argv[1], Path(sys.argv[2])
TOOLS = Path(sys.executable).parent

# Method, path, and the status of its answer.
ROUTES = [
    ("GET", "/v1/loans", 200),
    ("POST", "/v1/loans/{loan_id}/renewals", 201),
    ("GET", "/v1/loans/{loan_id}", 200),
    ("PUT", "/v1/branches/{branch_id}/days/{day}", 200),
    ("DELETE", "/v1/fines/{fine_id}", 204),
    ("GET", "/v1/reports/late.csv", 200),
]
# What entries claim: the method, the path, the status of the entry, and its symptom.
CLAIMS = [
    ("POST", "/v1/loans/{id}/renewals", "Open", "It answers 404."),
    ("GET", "/v1/loans/", "Open", "The list is empty."),
    ("GET", "/v1/loans/:loan", "Fixed", "It answers 404."),
    ("PATCH", "/v1/loans/{id}", "Open", "It is not implemented."),
    ("PATCH", "/v1/loans/{id}", "Verified", "It is not implemented."),
    ("DELETE", "/v1/fines/<fine>", "Verified", "It answers 404."),
    ("PUT", "/v1/branches/{b}/days/{d}", "In Progress", "It answers 501."),
    ("GET", "/v1/reports/late.csv", "Fixed", "It answers 404."),
    ("GET", "/v1/holds", "Fixed", "It answers 404."),
    ("GET", "/v1/holds/*", "Open", "It answers 404."),
]


def fastapi_document():
    app = FastAPI()
    for method, path, status in ROUTES:
        names = re.findall(r"{(\w+)}", path)
        scope = {}
        exec(f"def endpoint({', '.join(f'{name}: str' for name in names)}): pass", scope)
        app.api_route(path, methods=[method], status_code=status, name=path)(scope["endpoint"])
    return app.openapi()


def swagger_of(document):
    paths = copy.deepcopy(document["paths"])
    for item in paths.values():
        for operation in item.values():
            names = [parameter["name"] for parameter in operation.get("parameters", [])]
            operation["parameters"] = [{"name": name, "in": "path", "required": True, "type": "string"} for name in names]
            operation["responses"] = {status: {"description": "x"} for status in operation["responses"]}
    paths = {path.removeprefix("/v1"): item for path, item in paths.items()}
    return {"swagger": "2.0", "info": {"title": "x", "version": "1"}, "basePath": "/v1", "paths": paths}


def flask_routes():
    lines = ["from flask import Flask", "app = Flask(__name__)"]
    for at, (method, path, _) in enumerate(ROUTES):
        rule = re.sub(r"{(\w+)}", r"<\1>", path)
        lines.append(f"app.add_url_rule({rule!r}, 'e{at}', lambda **k: '', methods=[{method!r}])")
    (FOLDER / "flask_app.py").write_text("\n".join(lines))
    command = [TOOLS / "flask", "--app", FOLDER / "flask_app.py", "routes"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def django_urls():
    """`show_urls`; Django names no methods."""
    app = FOLDER / "django_app"
    app.mkdir(exist_ok=True)
    (app / "own_settings.py").write_text(
        "SECRET_KEY = 'x'\nINSTALLED_APPS = ['django_extensions']\nROOT_URLCONF = 'own_urls'\nUSE_TZ = True\n")
    paths = [re.sub(r"{(\w+)}", r"<str:\1>", path).lstrip("/") for _, path, _ in ROUTES]
    urls = "".join(f"    path({path!r}, view),\n" for path in dict.fromkeys(paths))
    (app / "own_urls.py").write_text(
        f"from django.urls import path\n\ndef view(request): pass\n\nurlpatterns = [\n{urls}]\n")
    for form in ("dense", "table", "aligned", "verbose", "json"):
        yield form, subprocess.run(
            [TOOLS / "django-admin", "show_urls", "--format", form, "--no-color"], cwd=app, capture_output=True, text=True,
            check=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": "own_settings", "PYTHONPATH": str(app)}).stdout


def register(claims):
    text = "# Register (EN)\n\n## 1) Open gaps\n"
    for number, (method, path, status, symptom) in claims:
        text += (f"\n### 1.{number} Loans → Gap {number}\n\n- **ID:** G-{number:03}\n- **Status:** {status}\n"
                 f"- **Owner:** Backend\n- **Symptom:** {symptom}\n- **UI endpoints:** `{method} {path}`\n")
    return text


def verified(name, contract, claims=tuple(enumerate(CLAIMS, 1))):
    """By ID: the verdict, and the answers."""
    routes, here = FOLDER / name, FOLDER / "gap-register.md"
    routes.write_text(contract if isinstance(contract, str) else json.dumps(contract))
    here.write_text(register(claims))
    done = subprocess.run([GAPREG, "verify", "--routes", routes, "--format", "json", here], capture_output=True, text=True)
    assert done.returncode == 0, f"{name}: {done.stderr}"
    entries = json.loads(done.stdout)["entries"]
    return {entry["id"]: (entry["verdict"], [own["answer"] for own in entry["endpoints"]]) for entry in entries}


def without(document, path, method):
    rest = copy.deepcopy(document)
    del rest["paths"][path][method.lower()]
    return rest


document = fastapi_document()
swagger = swagger_of(document)
for one in (document, swagger):
    validate(one)
want = verified("fastapi.json", document)
verdicts = [verdict for verdict, _ in want.values()]
assert verdicts == ["open-but-declared", "unknowable", "consistent", "consistent", "closed-but-absent", "consistent",
                    "open-but-declared", "consistent", "closed-but-absent", "unknowable"], verdicts

lines = "".join(f"{method} {path}\n" for method, path, _ in ROUTES)
forms = {"swagger.json": swagger, "flask.txt": flask_routes(), "lines.txt": lines}
renamed = json.loads(re.sub(r"{(\w+)}", r"{any_\1}", json.dumps(document["paths"])))
forms["renamed.json"] = {**document, "paths": renamed}
turned = dict(reversed(document["paths"].items()))
forms["turned.json"] = {**document, "paths": turned}
forms["servers.json"] = {**document, "servers": [{"url": "https://other.example.org/x"}, {"url": "https://example.org"}]}
for name, contract in forms.items():
    got = verified(name, contract)
    assert got == want, f"{name}: {got}"
assert verified("fastapi.json", document, tuple(reversed(tuple(enumerate(CLAIMS, 1))))) == want, "the order of entries"
print(f"{len(forms) + 1} contracts of one application, {len(want)} entries: the same verdicts")

# Without methods, an absent method is not seen.
declared = {entry: ("declared" if answers == ["absent"] and "G-009" != entry else answers[0]) for entry, (_, answers) in want.items()}
for form, text in django_urls():
    got = {entry: answers[0] for entry, (_, answers) in verified(f"django.{form}", text).items()}
    assert got == declared, f"django {form}: {got}"
print("5 forms of show_urls: the same answers, without methods")

normal = lambda path: re.sub(r"{\w+}|:\w+|<\w+>", "{}", path).rstrip("/")
for method, path, _ in ROUTES:
    rest = verified("rest.json", without(document, path, method))
    turned = {entry for entry in want if rest[entry][1] != want[entry][1]}
    own = {f"G-{at:03}" for at, claim in enumerate(CLAIMS, 1) if (claim[0], normal(claim[1])) == (method, normal(path))}
    assert turned == own, f"{method} {path}: {turned} instead of {own}"
print(f"{len(ROUTES)} endpoints taken out, one by one: each turns the answers of its own entries")

# What Schemathesis reads of the exemptions.
exempt = subprocess.run([GAPREG, "endpoints", "--open", "--format", "schemathesis", FOLDER / "gap-register.md"],
                        capture_output=True, text=True, check=True).stdout
(FOLDER / "schemathesis.toml").write_text(exempt)
patterns = [own["include-name-regex"] for own in tomllib.loads(exempt)["operations"]]
from schemathesis.config import SchemathesisConfig
SchemathesisConfig.from_path(FOLDER / "schemathesis.toml")
names = [f"{method} {path}" for method, path, _ in ROUTES]
left_out = [name for name in names if any(re.search(pattern, name) for pattern in patterns)]
assert left_out == ["GET /v1/loans", "POST /v1/loans/{loan_id}/renewals", "PUT /v1/branches/{branch_id}/days/{day}"], left_out
print(f"schemathesis.toml: {len(patterns)} exemptions, which leave out {len(left_out)} operations")
