// #[cors(origins = dynamic(tenants::is_tenant::<Pg>), enforce)]
// static TENANTS: Policy;

/**| CORS policy | |
|---|---|
| origins | `dynamic(tenants::is_tenant::<Pg>)` |
| credentials | no |
| enforcement | all methods |*/
static TENANTS: Policy = {
    use ::handler_cors::__private as __cors;
    static __CORS_READY: __cors::Ready = __cors::Ready::new();
    __cors::Policy::declare(
            &__CORS_READY,
            __cors::Source::Dynamic(|| __cors::Predicate::of(
                "tenants::is_tenant::<Pg>",
                tenants::is_tenant::<Pg>,
            )),
        )
        .enforcing(__cors::Enforcement::AllMethods)
        .named("TENANTS")
};
