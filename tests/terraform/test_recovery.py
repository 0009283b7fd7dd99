"""A provider's schema is read back from its generated bindings, and packed the same way every time."""

import base64
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools import pack_schemas, recover_schema
from tools.recovery import mapper
from tools.recovery.mapper import Mapper, UnsupportedError

DOCS = "https://registry.terraform.io/providers/acme/shop/1.2.3/docs/resources"
LINK = f"{{@link {DOCS}/store#%s Store#%s}}"

# What the generator writes for a resource with arguments, a computed map, repeated and single blocks.
STORE = f"""
// {LINK % ("x", "x")}
export interface StoreConfig extends cdktn.TerraformMetaArguments {{
  /**
  * The name
  *
  * Docs at Terraform Registry: {LINK % ("name", "name")}
  */
  readonly name: string;
  /**
  * owner block
  *
  * Docs at Terraform Registry: {LINK % ("owner", "owner")}
  */
  readonly owner?: StoreOwner;
}}
export function storeShelfToHclTerraform(struct?: StoreShelf | cdktn.IResolvable): any {{
  const attrs = {{
    depth: {{
      value: cdktn.numberToHclTerraform(struct!.depth),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    }},
  }};
}}
export function storeOwnerToHclTerraform(struct?: StoreOwner): any {{
  const attrs = {{
    password: {{
      value: cdktn.stringToHclTerraform(struct!.password),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    }},
  }};
}}
export class StoreShelfOutputReference extends cdktn.ComplexObject {{
  // depth - computed: false, optional: false, required: true
  private _depth?: number;
  public get depth() {{
    return this.getNumberAttribute('depth');
  }}
}}
export class StoreOwnerOutputReference extends cdktn.ComplexObject {{
  // password - computed: false, optional: true, required: false
  /**
  * @deprecated Write-only attribute
  */
  public get password() {{
    return this.getStringAttribute('password');
  }}
}}
export class Store extends cdktn.TerraformResource {{
  public static readonly tfResourceType = "shop_store";
  public constructor(scope: Construct, id: string, config: StoreConfig) {{
  }}
  // name - computed: false, optional: false, required: true
  public get name() {{
    return this.getStringAttribute('name');
  }}
  // zones - computed: true, optional: true, required: false
  public get zones() {{
    return cdktn.Fn.tolist(this.getListAttribute('zones'));
  }}
  // prices - computed: true, optional: false, required: false
  private _prices = new cdktn.NumberMap(this, "prices");
  public get prices() {{
    return this._prices;
  }}
  // shelf - computed: false, optional: false, required: true
  private _shelf = new StoreShelfList(this, "shelf", true);
  public get shelf() {{
    return this._shelf;
  }}
  // owner - computed: false, optional: true, required: false
  private _owner = new StoreOwnerOutputReference(this, "owner");
  public get owner() {{
    return this._owner;
  }}
  protected synthesizeHclAttributes(): {{ [name: string]: any }} {{
    const attrs = {{
      name: {{
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      }},
      zones: {{
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._zones),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      }},
      shelf: {{
        value: cdktn.listMapperHcl(storeShelfToHclTerraform, true)(this._shelf.internalValue),
        isBlock: true,
        type: "set",
        storageClassType: "StoreShelfList",
      }},
      owner: {{
        value: storeOwnerToHclTerraform(this._owner.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "StoreOwner",
      }},
    }};
  }}
}}
"""

RECOVERED = {
    "attributes": {
        "name": {"type": "string", "required": True},
        "zones": {"type": ["set", "string"], "optional": True, "computed": True},
        "prices": {"type": ["map", "number"], "computed": True},
    },
    "block_types": {
        "shelf": {
            "nesting_mode": "set",
            "min_items": 1,
            "block": {"attributes": {"depth": {"type": "number", "required": True}}},
        },
        "owner": {
            "nesting_mode": "single",
            "block": {"attributes": {"password": {"type": "string", "optional": True, "write_only": True}}},
        },
    },
}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Bindings of one resource, packaged as they are published: script, source map, jsii package, wheel."""
    source_map = base64.b64encode(json.dumps({"sourcesContent": [STORE]}).encode()).decode()
    script = f'"use strict";\n//# sourceMappingURL=data:application/json;base64,{source_map}\n'.encode()
    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w:gz") as inner:
        entry = tarfile.TarInfo("package/lib/store/index.js")
        entry.size = len(script)
        inner.addfile(entry, io.BytesIO(script))
    path = tmp_path / "cdktn_provider_shop-9.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr("cdktn_provider_shop/_jsii/provider-shop@9.0.0.jsii.tgz", package.getvalue())
    return path


def test_a_schema_is_recovered_with_source_and_version(wheel: Path) -> None:
    document = recover_schema.recover(wheel, protocol=5)
    schema = document["provider_schemas"]["registry.terraform.io/acme/shop"]
    assert schema["resource_schemas"]["shop_store"]["block"] == RECOVERED
    assert document["x_meta"]["version"] == "1.2.3"
    assert document["x_meta"]["open"] == {}


def test_recovering_and_packing_again_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    packs = []
    for run in ("first", "second"):
        document = tmp_path / f"{run}.json.gz"
        assert recover_schema.main([str(wheel), str(document)]) == 0
        assert pack_schemas.main(["--out", str(tmp_path / run), str(document)]) == 0
        packs.append((tmp_path / run / "shop.pack").read_bytes())
    assert packs[0] == packs[1]


def test_a_schema_without_a_version_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "schema.json"
    document.write_text('{"provider_schemas": {"registry.terraform.io/acme/shop": {}}}', "utf-8")
    with pytest.raises(SystemExit):
        pack_schemas.main(["--out", str(tmp_path), str(document)])
    assert pack_schemas.main(["--out", str(tmp_path), "--version", "shop=1.0.0", str(document)]) == 0


@pytest.mark.parametrize(
    ("expression", "parsed"),
    [
        ("cdktn.stringToHclTerraform(this._a)", Mapper("primitive", "string")),
        ("this.markWriteOnlyAttribute(cdktf.anyToHclTerraform(a))", Mapper("primitive", "any")),
        ("a === undefined ? undefined : fooToHclTerraform(a)", Mapper("struct", "foo")),
        (
            "cdktn.listMapperHcl(cdktn.hashMapperHcl(cdktn.numberToHclTerraform), false)(a)",
            Mapper("list", inner=Mapper("map", inner=Mapper("primitive", "number"))),
        ),
        (
            "cdktn.listMapperHcl(fooToHclTerraform, true)(a)",
            Mapper("list", inner=Mapper("struct", "foo"), block=True),
        ),
    ],
)
def test_mapper_expressions_are_parsed(expression: str, parsed: Mapper) -> None:
    assert mapper.parse(expression) == parsed


def test_an_unknown_mapper_is_refused() -> None:
    with pytest.raises(UnsupportedError):
        mapper.parse("this.somethingElse(a)")
