#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| handler_cors_fuzz::environment(data));
