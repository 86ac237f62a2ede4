//! Types with `'static` in place of elided lifetimes, which bounds cannot have.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, Lifetime, Path, PathArguments, ReturnType, Token, Type, TypeParamBound};

/// The type with `'static` in place of elided lifetimes.
pub(super) fn with_static_lifetimes(ty: &Type) -> Type {
    let mut ty = ty.clone();
    in_type(&mut ty);
    ty
}

fn in_type(ty: &mut Type) {
    match ty {
        Type::Array(array) => in_type(&mut array.elem),
        Type::Group(group) => in_type(&mut group.elem),
        Type::ImplTrait(opaque) => in_bounds(&mut opaque.bounds),
        Type::Paren(paren) => in_type(&mut paren.elem),
        Type::Path(path) => {
            if let Some(qself) = &mut path.qself {
                in_type(&mut qself.ty);
            }
            in_path(&mut path.path);
        }
        Type::Ptr(pointer) => in_type(&mut pointer.elem),
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.get_or_insert_with(|| static_lifetime(reference.and_token.spans[0]));
            in_lifetime(lifetime);
            in_type(&mut reference.elem);
        }
        Type::Slice(slice) => in_type(&mut slice.elem),
        Type::TraitObject(object) => in_bounds(&mut object.bounds),
        Type::Tuple(tuple) => {
            for elem in &mut tuple.elems {
                in_type(elem);
            }
        }
        // Function pointers bind their elided lifetimes; the other types have none.
        _ => {}
    }
}

fn in_path(path: &mut Path) {
    for segment in &mut path.segments {
        // `Fn(&str)` binds its elided lifetimes.
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            for argument in &mut arguments.args {
                in_argument(argument);
            }
        }
    }
}

fn in_argument(argument: &mut GenericArgument) {
    match argument {
        GenericArgument::Lifetime(lifetime) => in_lifetime(lifetime),
        GenericArgument::Type(ty) => in_type(ty),
        GenericArgument::AssocType(assoc) => in_type(&mut assoc.ty),
        GenericArgument::Constraint(constraint) => in_bounds(&mut constraint.bounds),
        _ => {}
    }
}

fn in_bounds(bounds: &mut Punctuated<TypeParamBound, Token![+]>) {
    for bound in bounds {
        match bound {
            TypeParamBound::Trait(bound) => in_path(&mut bound.path),
            TypeParamBound::Lifetime(lifetime) => in_lifetime(lifetime),
            _ => {}
        }
    }
}

fn in_lifetime(lifetime: &mut Lifetime) {
    if lifetime.ident == "_" {
        *lifetime = static_lifetime(lifetime.span());
    }
}

/// `'static`
pub(super) fn static_lifetime(span: Span) -> Lifetime {
    Lifetime::new("'static", span)
}

/// The return type with `'static` in place of elided lifetimes, if there is one.
pub(super) fn output_with_static_lifetimes(output: &ReturnType) -> Option<Type> {
    match output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(with_static_lifetimes(ty)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{ToTokens, quote};

    #[track_caller]
    fn assert_static(ty: proc_macro2::TokenStream, expected: proc_macro2::TokenStream) {
        let ty = syn::parse2(ty).expect("a type");
        assert_eq!(with_static_lifetimes(&ty).to_token_stream().to_string(), expected.to_string());
    }

    #[test]
    fn elided_lifetimes_become_static() {
        assert_static(quote!(Cow<'_, str>), quote!(Cow<'static, str>));
        assert_static(
            quote!(Option<(&str, &mut [Foo<'_>])>),
            quote!(Option<(&'static str, &'static mut [Foo<'static>])>),
        );
        assert_static(quote!(Box<dyn Foo<'_> + '_>), quote!(Box<dyn Foo<'static> + 'static>));
        assert_static(quote!(impl Iterator<Item = &u8> + '_), quote!(impl Iterator<Item = &'static u8> + 'static));
    }

    #[test]
    fn written_and_bound_lifetimes_stay() {
        assert_static(quote!(&'a Cow<'b, str>), quote!(&'a Cow<'b, str>));
        assert_static(quote!(Arc<dyn Fn(&str) -> &u8 + Send>), quote!(Arc<dyn Fn(&str) -> &u8 + Send>));
        assert_static(quote!(fn(&str) -> Foo<'_>), quote!(fn(&str) -> Foo<'_>));
    }
}
