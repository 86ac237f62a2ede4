// #[cors(origins = dynamic(tenants::is_tenant::<Pg>), enforce)]
// static TENANTS: Policy;

/**| CORS policy | |
|---|---|
| origins | `dynamic(tenants::is_tenant::<Pg>)` |
| credentials | no |
| enforcement | all methods |*/
static TENANTS: Policy = {
    use ::handler_cors::__private as __cors;
    __cors::seal(__cors::DeclaredPolicy {
        name: ::core::option::Option::Some("TENANTS"),
        origins: __cors::Source::Dynamic(|| __cors::Predicate::of(
            "tenants::is_tenant::<Pg>",
            tenants::is_tenant::<Pg>,
        )),
        enforcement: __cors::Enforcement::AllMethods,
        ..__cors::DEFAULTS
    })
};
