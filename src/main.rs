fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (loaded, _) = argumentenkaart::storage::disk::open(std::path::Path::new(&args[1])).unwrap();
    for problem in &loaded.problems { println!("{problem:?}"); }
    println!("{:?}", argumentenkaart::model::Structure::new(&loaded.document).counts());
    let text = argumentenkaart::storage::write(&loaded.document);
    let again = argumentenkaart::storage::read(&text).unwrap();
    assert_eq!(argumentenkaart::storage::write(&again.document), text);
    std::fs::write(&args[2], text).unwrap();
}
