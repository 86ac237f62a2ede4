/// Runs a program that must panic, and compares the text with its `.panic` file, or writes that.
fn run(name: &str, main: fn()) {
    use std::sync::Mutex;

    static TEXT: Mutex<String> = Mutex::new(String::new());
    std::panic::set_hook(Box::new(|info| {
        let text = info.payload_as_str().unwrap_or_default();
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        *TEXT.lock().unwrap() = format!("{place}:\n{text}\n").replace("$DIRECTORY", "src");
    }));
    assert!(std::panic::catch_unwind(main).is_err(), "{name} does not panic");
    let _ = std::panic::take_hook();
    let (path, text) = (format!("$CASES/{name}.panic"), TEXT.lock().unwrap().clone());
    if std::env::var("TRYBUILD").is_ok_and(|value| value == "overwrite") {
        return std::fs::write(path, text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{path} differs; TRYBUILD=overwrite rewrites it");
}
