"""The places that terrafirm runs in: pipelines, the run task service, beside checkov."""
