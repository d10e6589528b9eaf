//! Archives: the members of a ZIP file, unpacked into memory one by one and within limits. Nothing is ever written.

mod name;

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{ImportError, limits};

/// A ZIP archive in memory.
pub(super) struct Archive {
    path: PathBuf,
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The names of its files in the order in which a folder of them would be walked.
    names: Vec<String>,
    /// Where each stands in the archive.
    places: HashMap<String, usize>,
    refused: Vec<ImportError>,
    /// How many bytes may still be unpacked.
    n_left: u64,
}

/// Whether bytes begin as a ZIP archive does; an empty one begins with its end.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl Archive {
    /// Opens an archive of which at most so many bytes may be unpacked.
    ///
    /// # Errors
    /// Refuses what is damaged or has too many members. A member that cannot be had is told by [`Archive::refused`].
    pub(super) fn open(path: &Path, bytes: Vec<u8>, n_left: u64) -> Result<Self, ImportError> {
        if n_members(&bytes) > limits::N_MEMBERS {
            let reason = format!("more than {} members", limits::N_MEMBERS);
            return Err(ImportError::new(path, reason));
        }
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|e| ImportError::new(path, reason(&e)))?;
        let mut archive = Self {
            path: path.to_owned(),
            zip,
            names: Vec::new(),
            places: HashMap::new(),
            refused: Vec::new(),
            n_left,
        };
        archive.take_stock();
        Ok(archive)
    }

    /// Notes which members can be had, and why others cannot.
    fn take_stock(&mut self) {
        if self.zip.has_duplicate_names() {
            let reason = "several members of one name, of which the last is read";
            self.refused.push(ImportError::new(&self.path, reason));
        }
        for place in 0..self.zip.len() {
            let Ok(member) = self.zip.by_index_data(place) else { continue };
            if member.is_dir() {
                continue;
            }
            let stated = String::from_utf8_lossy(member.name_raw()).into_owned();
            let stated = member.name().map_or(stated, std::borrow::Cow::into_owned);
            let kept = name::checked(&stated).and_then(|name| match () {
                () if member.is_symlink() => Err("a link, not a file"),
                () if member.encrypted() => Err("encrypted"),
                () if self.places.contains_key(&name) => Err("another member has the same name"),
                () => Ok(name),
            });
            match kept {
                Ok(name) => {
                    self.places.insert(name.clone(), place);
                    self.names.push(name);
                }
                Err(reason) => self.refused.push(ImportError::new(self.path_of(&stated), reason)),
            }
        }
        self.names.sort_by(|a, b| name::in_walk(a).cmp(name::in_walk(b)));
    }

    /// Takes the reasons for which members cannot be had.
    pub(super) fn refused(&mut self) -> Vec<ImportError> {
        std::mem::take(&mut self.refused)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of the files in it, folders before a slash, in the order in which a folder of them would be walked.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// How a member is named in reports: as if the archive were a folder.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        // `join` would leave the archive with a name that begins with a slash.
        self.path.join(name.trim_start_matches(['/', '\\']))
    }

    /// How many bytes may still be unpacked.
    pub(super) fn n_left(&self) -> u64 {
        self.n_left
    }

    /// Notes that so many bytes are left, after others of them were unpacked elsewhere.
    pub(super) fn set_left(&mut self, n_left: u64) {
        self.n_left = n_left;
    }

    /// Unpacks a member.
    ///
    /// # Errors
    /// Refuses what is damaged, or larger than allowed whatever its header says.
    pub(super) fn unpack(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let path = self.path_of(name);
        let place = self.places.get(name).ok_or_else(|| ImportError::new(&path, "no such file"))?;
        let most = limits::MEMBER_BYTES.min(self.n_left);
        let mut bytes = Vec::new();
        let read = self
            .zip
            .by_index(*place)
            .and_then(|member| Ok(member.take(most + 1).read_to_end(&mut bytes)?));
        self.n_left = self.n_left.saturating_sub(bytes.len() as u64);
        match read {
            Ok(n_read) if n_read as u64 <= most => Ok(bytes),
            Ok(_) if self.n_left == 0 => Err(ImportError::new(path, limits::TOO_LARGE_ARCHIVE)),
            Ok(_) => Err(ImportError::new(path, limits::TOO_LARGE_MEMBER)),
            Err(e) => Err(ImportError::new(path, reason(&e))),
        }
    }
}

/// How many members an archive says it has, counted by the marks of its table of contents: a table of millions is not to
/// be read at all.
fn n_members(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut n_members = 0;
    while let Some(at) = rest.iter().position(|&byte| byte == b'P') {
        rest = rest.get(at..).unwrap_or_default();
        n_members += usize::from(rest.starts_with(b"PK\x01\x02"));
        rest = rest.get(1..).unwrap_or_default();
    }
    n_members
}

/// What is wrong with an archive or a member.
fn reason(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            "encrypted".to_owned()
        }
        ZipError::UnsupportedArchive(why) => format!("a ZIP archive of an unknown kind: {why}"),
        ZipError::CompressionMethodNotSupported(_) => "packed by an unknown method".to_owned(),
        ZipError::InvalidArchive(why) => format!("a damaged ZIP archive: {why}"),
        ZipError::Io(why) => format!("damaged: {why}"),
        other => format!("damaged: {other}"),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// An archive of these members.
    pub(in crate::import) fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in members {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn open(members: &[(&str, &[u8])]) -> Archive {
        Archive::open(Path::new("a.zip"), packed(members), limits::ARCHIVE_BYTES).unwrap()
    }

    fn told(archive: &mut Archive) -> Vec<String> {
        archive.refused().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn members_stand_in_the_order_of_a_folder() {
        let archive = open(&[("b/c.md", b"C"), ("b.md", b"B"), ("a/x.md", b"X"), ("A.md", b"A")]);
        assert_eq!(archive.names(), ["A.md", "b.md", "a/x.md", "b/c.md"]);
    }

    #[test]
    fn a_member_is_unpacked_to_its_bytes() {
        let mut archive = open(&[("a.md", b"Words.")]);
        assert_eq!(archive.unpack("a.md").unwrap(), b"Words.");
        assert_eq!(archive.n_left(), limits::ARCHIVE_BYTES - 6);
        assert_eq!(archive.unpack("b.md").unwrap_err().to_string(), "a.zip/b.md: no such file");
    }

    #[test]
    fn names_that_lead_out_of_the_archive_are_refused() {
        let mut archive = open(&[
            ("../../up.md", b"1"),
            ("/etc/abs.md", b"2"),
            ("C:\\win.md", b"3"),
            ("ok.md", b"4"),
        ]);
        assert_eq!(archive.names(), ["ok.md"]);
        let told = told(&mut archive);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().all(|t| t.contains("leads out of the archive")), "{told:?}");
    }

    #[test]
    fn a_link_is_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("a.md", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let mut archive = Archive::open(Path::new("a.zip"), bytes, limits::ARCHIVE_BYTES).unwrap();
        assert!(archive.names().is_empty());
        assert_eq!(told(&mut archive), ["a.zip/a.md: a link, not a file"]);
    }

    #[test]
    fn of_members_of_one_name_one_is_read_and_the_others_are_told_of() {
        let mut bytes = packed(&[("a.md", b"One."), ("b.md", b"Two.")]);
        while let Some(at) = bytes.windows(4).position(|w| w == b"b.md") {
            bytes[at] = b'a';
        }
        let mut archive = Archive::open(Path::new("a.zip"), bytes, limits::ARCHIVE_BYTES).unwrap();
        assert_eq!(archive.unpack("a.md").unwrap(), b"Two.");
        assert_eq!(told(&mut archive).len(), 1);
        let mut archive = open(&[("a/b.md", b"One."), ("a\\b.md", b"Two.")]);
        assert_eq!(archive.names(), ["a/b.md"]);
        assert_eq!(told(&mut archive).len(), 1);
    }

    #[test]
    fn an_encrypted_member_is_refused() {
        let mut bytes = packed(&[("a.md", b"Words.")]);
        // The flag of encryption, in the member's head and in the table of contents.
        for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
            let at = bytes.windows(4).position(|w| w == mark).unwrap();
            bytes[at + flags] |= 1;
        }
        let mut archive = Archive::open(Path::new("a.zip"), bytes, limits::ARCHIVE_BYTES).unwrap();
        assert_eq!(told(&mut archive), ["a.zip/a.md: encrypted"]);
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_whatever_it_says_of_itself() {
        let bomb = vec![b'a'; usize::try_from(limits::MEMBER_BYTES).unwrap() + 1];
        let honest = packed(&[("a.md", &bomb), ("b.md", b"Words.")]);
        let size = u32::try_from(bomb.len()).unwrap().to_le_bytes();
        let mut lying = honest.clone();
        while let Some(at) = lying.windows(4).position(|w| w == size) {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        for (bytes, reason) in [
            (honest, "unpacks to more than 32 MiB"),
            (lying, "damaged: File is larger than its declared uncompressed size"),
        ] {
            let mut archive =
                Archive::open(Path::new("a.zip"), bytes, limits::ARCHIVE_BYTES).unwrap();
            assert_eq!(archive.unpack("a.md").unwrap_err().reason, reason);
            assert_eq!(archive.unpack("b.md").unwrap(), b"Words.");
        }
        let bytes = packed(&[("a.md", b"Words.")]);
        let mut archive = Archive::open(Path::new("a.zip"), bytes, 5).unwrap();
        assert_eq!(archive.unpack("a.md").unwrap_err().reason, limits::TOO_LARGE_ARCHIVE);
    }

    #[test]
    fn damage_is_told_and_breaks_nothing() {
        let whole = packed(&[("a.md", b"Some words that are packed, and packed, and packed.")]);
        let open =
            |bytes: &[u8]| Archive::open(Path::new("a.zip"), bytes.to_vec(), limits::ARCHIVE_BYTES);
        let told = open(&whole[..whole.len() - 30]).err().unwrap().reason;
        assert!(told.starts_with("a damaged ZIP archive"), "{told}");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            if let Ok(mut archive) = open(&bytes) {
                for name in archive.names().to_vec() {
                    let _ = archive.unpack(&name);
                }
            }
        }
    }

    #[test]
    fn an_archive_of_very_many_members_is_refused() {
        let names: Vec<_> = (0..=limits::N_MEMBERS).map(|n| n.to_string()).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
        let bytes = packed(&members);
        let told = Archive::open(Path::new("a.zip"), bytes, limits::ARCHIVE_BYTES).err().unwrap();
        assert_eq!(told.to_string(), "a.zip: more than 10000 members");
    }
}
