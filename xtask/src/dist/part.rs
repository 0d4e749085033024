//! The parts of a release, and how each is made in a checkout.

use std::fs;
use std::path::Path;

use super::archive::tar_gz;
use super::checkout::Checkout;
use super::{Artefact, at, bill, debian, licences, output, seg, succeed};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The command with its manual and completions.
    Seg,
    /// The same for Debian.
    Deb,
    /// The C library.
    C,
    Wheel,
    Page,
    /// Of which crates each of them is made.
    Sbom,
}

/// What is compiled of a crate of the workspace.
pub(super) struct Product {
    pub(super) package: &'static str,
    /// The platform, if it is not the compiler's own.
    pub(super) target: Option<&'static str>,
}

pub(super) const SEG: Product = Product { package: "maxmatch-cli", target: None };
const C: Product = Product { package: "maxmatch-capi", target: None };
const WHEEL: Product = Product { package: "maxmatch-python", target: None };
const PAGE: Product = Product { package: "maxmatch-wasm", target: Some("wasm32-unknown-unknown") };
pub(super) const PRODUCTS: [Product; 4] = [SEG, C, WHEEL, PAGE];

impl Part {
    pub(super) const ALL: [Part; 6] = [Part::Seg, Part::Deb, Part::C, Part::Wheel, Part::Page, Part::Sbom];

    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Seg => "seg",
            Part::Deb => "deb",
            Part::C => "c",
            Part::Wheel => "wheel",
            Part::Page => "page",
            Part::Sbom => "sbom",
        }
    }

    pub(super) fn make(self, checkout: &Checkout) -> Result<Vec<Artefact>, String> {
        let artefact = match self {
            Part::Seg => seg::make(checkout),
            Part::Deb => debian::make(checkout),
            Part::C => c(checkout),
            Part::Wheel => wheel(checkout),
            Part::Page => page(checkout),
            Part::Sbom => return bill::make(checkout),
        };
        Ok(vec![artefact?])
    }
}

fn c(checkout: &Checkout) -> Result<Artefact, String> {
    let stage = checkout.stage(&format!("maxmatch-c-{}-{}", checkout.version, checkout.host))?;
    succeed(checkout.command("crates/maxmatch-capi/install").arg(&stage))?;
    licences::write(checkout, &C, &stage.join("share/doc/maxmatch"))?;
    pack(checkout, &stage)
}

fn wheel(checkout: &Checkout) -> Result<Artefact, String> {
    let setup = "crates/maxmatch-python/setup";
    let [maturin, python] = ["maturin", "python"].map(|name| checkout.tool(&format!("python/bin/{name}"), setup));
    let folder = checkout.source.join("crates").join(WHEEL.package);
    // It takes the licences that lie beside it.
    licences::write(checkout, &WHEEL, &folder)?;
    let stage = checkout.stage("wheel")?;
    let mut build = checkout.command(maturin?);
    build.current_dir(&folder).args(["build", "--quiet", "--release", "--locked", "--interpreter"]).arg(python?);
    succeed(build.arg("--out").arg(&stage))?;
    let wheels =
        fs::read_dir(&stage).and_then(|entries| entries.collect::<Result<Vec<_>, _>>()).map_err(|e| at(&stage, e))?;
    let [wheel] = &*wheels else { return Err(format!("maturin made {} wheels and not one", wheels.len())) };
    let bytes = fs::read(wheel.path()).map_err(|e| at(&wheel.path(), e))?;
    Ok(Artefact { name: wheel.file_name().to_string_lossy().into_owned(), bytes })
}

fn page(checkout: &Checkout) -> Result<Artefact, String> {
    succeed(&mut checkout.command("crates/maxmatch-wasm/build"))?;
    let stage = checkout.stage(&format!("maxmatch-page-{}", checkout.version))?;
    let mut copy = checkout.command("cp");
    output(copy.arg("--recursive").arg(checkout.target.join("page/.")).arg(&stage))?;
    // Its licences are in it already.
    pack(checkout, &stage)
}

/// A stage as `.tar.gz`.
pub(super) fn pack(checkout: &Checkout, stage: &Path) -> Result<Artefact, String> {
    let name = stage.file_name().expect("a stage has a name").to_string_lossy();
    let bytes = tar_gz(stage, checkout.time).map_err(|e| at(stage, e))?;
    Ok(Artefact { name: format!("{name}.tar.gz"), bytes })
}
