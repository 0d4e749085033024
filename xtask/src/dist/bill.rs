//! Bills of materials: which crates are in an artefact, in CycloneDX. They are made by `cargo-cyclonedx`, which writes one beside each
//! `Cargo.toml` of the workspace; so it runs in the checkout.

use std::fs;

use super::checkout::Checkout;
use super::part::{PRODUCTS, Product};
use super::{Artefact, at, succeed};

/// The version that `setup` installs.
const TOOL: &str = "cyclonedx/bin/cargo-cyclonedx";

/// The bills of all artefacts.
pub(super) fn make(checkout: &Checkout) -> Result<Vec<Artefact>, String> {
    PRODUCTS.iter().map(|product| make_one(checkout, product)).collect()
}

fn make_one(checkout: &Checkout, product: &Product) -> Result<Artefact, String> {
    let tool = checkout.tool(TOOL, "xtask/setup")?;
    let Product { package, .. } = product;
    succeed(checkout.command(tool).args([
        "cyclonedx",
        "--quiet",
        "--format=json",
        "--spec-version=1.5",
        // What runs while compiling is in no artefact.
        "--no-build-deps",
        "--target",
        product.target.unwrap_or(&checkout.host),
        "--manifest-path",
        &format!("crates/{package}/Cargo.toml"),
    ]))?;
    let path = checkout.source.join(format!("crates/{package}/{package}.cdx.json"));
    let bill = fs::read_to_string(&path).map_err(|e| at(&path, e))?;
    Ok(Artefact {
        name: format!("{package}-{}.cdx.json", checkout.version),
        bytes: without_folder(&bill, &checkout.source.to_string_lossy()).into(),
    })
}

/// Names of the workspace's own crates hold the folder in which they lie.
fn without_folder(bill: &str, folder: &str) -> String {
    bill.replace(&format!("path+file://{folder}/"), "path+file:///")
}

#[cfg(test)]
mod tests {
    #[test]
    fn crates_are_named_from_the_repository_on() {
        let bill = r#""ref": "path+file:///home/a/crates/b#0.1.0", "purl": "pkg:cargo/b@0.1.0?download_url=file://.""#;
        let expected = r#""ref": "path+file:///crates/b#0.1.0", "purl": "pkg:cargo/b@0.1.0?download_url=file://.""#;
        assert_eq!(super::without_folder(bill, "/home/a"), expected);
    }
}
