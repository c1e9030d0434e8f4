use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// Where Debian and others put Chromium.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Writes a line to standard error.
pub fn say(line: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Installs what the tests need, then runs every check; the first that fails ends it.
pub fn run() -> anyhow::Result<()> {
    install_browser();
    install_readers();
    install_python();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    step(&cargo, &["fmt", "--all", "--check"])?;
    step(&cargo, &["clippy", "--release", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    // The tests share the profile of the program, so that nothing is built twice.
    step(&cargo, &["test", "--release", "--workspace"])?;
    say("\n── desk/dist, by the sources of desk/");
    crate::desk_page::check()?;
    say("\n── the desk in a browser, on a case that the program makes");
    crate::desk_page::try_built()?;
    say("\n── docs/reference/flags.md, by the files of flags/");
    crate::flags_page::check()?;
    say("\n── the figures of docs/concepts/tracing.md, by the program's own commands");
    crate::tracing_page::check()
}

/// The program that was built beside this one, as the tests have it: built by itself, it and what it rests on are compiled once more, with other
/// features of libraries.
pub fn built_program() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own.ancestors().nth(2).context("this program lies in no target folder")?;
    let program = target.join("release").join(format!("filature{}", std::env::consts::EXE_SUFFIX));
    program.canonicalize().with_context(|| format!("{}: build it first", program.display()))
}

fn step(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let line = format!("{program} {}", arguments.join(" "));
    say(&format!("\n── {line}"));
    let status = Command::new(program).args(arguments).status().with_context(|| line.clone())?;
    if !status.success() {
        bail!("failed: {line}");
    }
    Ok(())
}

/// The browser that tests use: the one that `CHROMIUM` names, else the first of those known that is in the path.
pub fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found = || BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.filter(|browser| browser.is_file()).or_else(|| found().find(|browser| browser.is_file()))
}

/// The dossier and the desk are tested in a real browser. Where none can be installed those tests say so and are passed over.
fn install_browser() {
    if browser().is_some() || !Path::new("/usr/bin/apt-get").exists() {
        return;
    }
    say("installing Chromium for the tests of the dossier and of the desk");
    let quiet = |arguments: &[&str]| {
        let _ = Command::new("apt-get").args(arguments).stdout(Stdio::null()).status();
    };
    quiet(&["-qq", "update"]);
    quiet(&["-qq", "install", "--yes", "--no-install-recommends", "chromium"]);
}

/// What the printed dossier is read back with, reports in goAML are judged by, and calls to the system are seen with. Where one cannot be installed its test says so and is passed over.
fn install_readers() {
    let readers = [
        ("pdftotext", "-v", "poppler-utils"),
        ("qpdf", "--version", "qpdf"),
        ("xmllint", "--version", "libxml2-utils"),
        ("strace", "--version", "strace"),
    ];
    let missing: Vec<&str> =
        readers.iter().filter(|(program, ask, _)| !runs(program, &[ask])).map(|(_, _, package)| *package).collect();
    if missing.is_empty() || !Path::new("/usr/bin/apt-get").exists() {
        return;
    }
    say(&format!("installing {} for the tests", missing.join(", ")));
    let quiet = |arguments: &[&str]| {
        let _ = Command::new("apt-get").args(arguments).stdout(Stdio::null()).status();
    };
    quiet(&["-qq", "update"]);
    let mut arguments = vec!["-qq", "install", "--yes", "--no-install-recommends"];
    arguments.extend(missing);
    quiet(&arguments);
}

/// Exports are read by the packages that they are for, in a Python of their own outside the clone. Where that cannot be made, those
/// tests say so and are passed over.
fn install_python() {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")));
    let Some(folder) = cache.map(|cache| cache.join("filature/python")) else { return };
    let (place, python) = (folder.to_string_lossy(), folder.join("bin/python").to_string_lossy().into_owned());
    if runs(&python, &["-c", "import followthemoney, networkx"]) {
        return;
    }
    say(&format!("installing followthemoney and networkx in {place} for the tests of exports"));
    let packages = ["followthemoney>=4,<5", "networkx>=3,<4"];
    let install = [&["-m", "pip", "install", "--quiet", "--disable-pip-version-check"][..], &packages].concat();
    if !runs("python3", &["-m", "venv", &place]) || !runs(&python, &install) {
        say(
            "they could not be installed (python3 with venv and pip, and the network, are needed): the tests pass them over",
        );
    }
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
