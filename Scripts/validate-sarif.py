#!/usr/bin/env python3
"""Validates SARIF logs against the standard's schema, and that what they refer to is there.

Usage: validate-sarif.py SCHEMA HOLDFAST FOLDER FILE…
Reads the files, and what `HOLDFAST lint -o sarif` says of FOLDER where that exists. Ends with 1 on any fault.
"""
import json, os, subprocess, sys

import jsonschema


def faults(log, validator):
    """What is wrong with a log: the schema's complaints, and references that lead nowhere."""
    found = ["/".join(str(part) for part in error.path) + ": " + error.message[:300] for error in validator.iter_errors(log)]
    for run in log.get("runs", []):
        rules = run["tool"]["driver"]["rules"]
        bases = run.get("originalUriBaseIds", {})
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                found.append(f"ruleIndex {result['ruleIndex']} is not {result['ruleId']}")
            for location in result["locations"]:
                base = location["physicalLocation"]["artifactLocation"].get("uriBaseId")
                if base and base not in bases:
                    found.append(f"no base {base}")
        prints = [result["partialFingerprints"]["holdfastFinding/v1"] for result in run["results"]]
        if len(prints) != len(set(prints)):
            found.append("two results have one fingerprint")
    return found


def main():
    schema, holdfast, folder, *files = sys.argv[1:]
    with open(schema) as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)(schema)
    logs = {}
    for path in files:
        with open(path) as file:
            logs[path] = json.load(file)
    if os.path.isdir(folder):
        run = subprocess.run([holdfast, "lint", "-o", "sarif", folder], capture_output=True, text=True)
        logs[folder] = json.loads(run.stdout)
    count = 0
    for name, log in logs.items():
        results = sum(len(run["results"]) for run in log["runs"])
        for fault in faults(log, validator):
            count += 1
            print(f"{name}: {fault}")
        print(f"{name}: SARIF with {results} results")
    sys.exit(1 if count or not logs else 0)


main()
