#![doc = include_str!("../../../../cors-macros/src/cors.md")]
