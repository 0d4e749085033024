//! The fuzz targets on the kept corpus and on past findings.

use std::path::Path;

use maxmatch_tests::targets;

#[test]
fn kept_inputs_pass() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("fuzz");
    for (name, target) in targets::ALL {
        let mut count = 0;
        for folder in ["corpus", "regressions"] {
            // A target without a finding has no folder of them.
            for file in std::fs::read_dir(fuzz.join(folder).join(name)).into_iter().flatten() {
                let path = file.unwrap().path();
                eprintln!("{}", path.display());
                target(&std::fs::read(path).unwrap());
                count += 1;
            }
        }
        assert!(count > 0, "{name} has no corpus");
    }
}
