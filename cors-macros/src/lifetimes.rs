//! Types of arguments with `'static` for the lifetimes that were left out, as bounds must have them.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, Lifetime, Path, PathArguments, ReturnType, Token, Type, TypeParamBound};

/// The type as the router sees it: what a handler takes lives as long as it wants.
pub(crate) fn outlived(ty: &Type) -> Type {
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
            let lifetime = reference.lifetime.get_or_insert_with(|| forever(reference.and_token.spans[0]));
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
        // Function pointers bind the lifetimes that are left out of them; the others have none.
        _ => {}
    }
}

fn in_path(path: &mut Path) {
    for segment in &mut path.segments {
        // `Fn(&str)` binds them too.
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
        *lifetime = forever(lifetime.span());
    }
}

fn forever(span: Span) -> Lifetime {
    Lifetime::new("'static", span)
}

/// The same for a return type.
pub(crate) fn outlived_output(output: &ReturnType) -> Option<Type> {
    match output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(outlived(ty)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{ToTokens, quote};

    #[track_caller]
    fn assert_outlived(ty: proc_macro2::TokenStream, expected: proc_macro2::TokenStream) {
        let ty = syn::parse2(ty).expect("a type");
        assert_eq!(outlived(&ty).to_token_stream().to_string(), expected.to_string());
    }

    #[test]
    fn left_out_lifetimes_become_static() {
        assert_outlived(quote!(Cow<'_, str>), quote!(Cow<'static, str>));
        assert_outlived(
            quote!(Option<(&str, &mut [Foo<'_>])>),
            quote!(Option<(&'static str, &'static mut [Foo<'static>])>),
        );
        assert_outlived(quote!(Box<dyn Foo<'_> + '_>), quote!(Box<dyn Foo<'static> + 'static>));
        assert_outlived(quote!(impl Iterator<Item = &u8> + '_), quote!(impl Iterator<Item = &'static u8> + 'static));
    }

    #[test]
    fn written_and_bound_lifetimes_stay() {
        assert_outlived(quote!(&'a Cow<'b, str>), quote!(&'a Cow<'b, str>));
        assert_outlived(quote!(Arc<dyn Fn(&str) -> &u8 + Send>), quote!(Arc<dyn Fn(&str) -> &u8 + Send>));
        assert_outlived(quote!(fn(&str) -> Foo<'_>), quote!(fn(&str) -> Foo<'_>));
    }
}
