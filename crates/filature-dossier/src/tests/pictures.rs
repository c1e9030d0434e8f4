//! Every picture of the invented dossiers, in both languages: no label is cut or left out.

use super::{LANGUAGES, document, sample};
use crate::document::{Block, Picture};
use crate::pictures::tests::missing;

#[test]
fn no_label_of_any_picture_is_cut() {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    sample::add_activity(&mut content);
    sample::add_statements_of_persons(&mut content);
    for names in [false, true] {
        content.show_names = names;
        for language in LANGUAGES {
            let document = document(&content, language);
            let blocks = document.parts.iter().flat_map(|part| &part.blocks);
            let pictures: Vec<&Picture> = blocks
                .filter_map(|block| if let Block::Picture(picture) = block { Some(picture) } else { None })
                .collect();
            assert!(pictures.len() > 5, "{} pictures", pictures.len());
            for picture in pictures {
                let cut = missing(&picture.drawing);
                assert!(cut.is_empty(), "{}, {language:?}: {cut:?}", picture.anchor);
            }
        }
    }
}
