pub mod edit;
pub mod model;
pub mod storage;
pub mod layout;
pub mod view;
