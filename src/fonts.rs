//! The fonts that are built in, as files.

/// Atkinson Hyperlegible Next.
pub const REGULAR: &[u8] = include_bytes!("../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
/// The same in bold.
pub const BOLD: &[u8] = include_bytes!("../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf");
/// Noto Sans Arabic.
pub const ARABIC: &[u8] = include_bytes!("../assets/fonts/NotoSansArabic-Regular.ttf");
/// The same in bold.
pub const ARABIC_BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansArabic-Bold.ttf");
/// Inter: signs and scripts that the others do not have.
pub const FALLBACK: &[u8] = include_bytes!("../assets/fonts/Inter-Regular.ttf");
