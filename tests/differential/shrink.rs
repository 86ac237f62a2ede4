//! Makes a composition that fails smaller, as long as it still fails.

use crate::tree::{Step, Tree};

/// Removes calls, one by one, until each one that is left is needed for `fails`.
pub(crate) fn shrink(mut tree: Tree, fails: impl Fn(&Tree) -> bool) -> Tree {
    while let Some(smaller) = smaller(&tree).into_iter().find(|smaller| fails(smaller)) {
        tree = smaller;
    }
    tree
}

/// Each composition that has one call less, or one child in place of its parent. The largest cuts come first.
fn smaller(tree: &Tree) -> Vec<Tree> {
    let mut all: Vec<Tree> = tree.children().cloned().collect();
    all.extend((0..tree.steps.len()).map(|index| without(tree, index)));
    for (index, step) in tree.steps.iter().enumerate() {
        let replaced = smaller_steps(step).into_iter().map(|step| {
            let mut tree = tree.clone();
            tree.steps[index] = step;
            tree
        });
        all.extend(replaced);
    }
    all
}

fn without(tree: &Tree, index: usize) -> Tree {
    let mut tree = tree.clone();
    tree.steps.remove(index);
    tree
}

fn smaller_steps(step: &Step) -> Vec<Step> {
    match step {
        Step::Nest { prefix, tree } => smaller(tree).into_iter().map(|tree| Step::Nest { prefix, tree }).collect(),
        Step::Merge { tree } => smaller(tree).into_iter().map(|tree| Step::Merge { tree }).collect(),
        Step::Route { path, policy, handlers } if handlers.len() > 1 => {
            let one = |handler| Step::Route { path, policy: *policy, handlers: vec![handler] };
            handlers.iter().copied().map(one).collect()
        }
        _ => Vec::new(),
    }
}
