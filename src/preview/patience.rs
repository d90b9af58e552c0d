//! Patience with readers: a client that asks and does not read, or a byte at a time, is hung up on.
//!
//! What a slow client has not taken lies in our memory. While something waits to be taken, so much of it must be, within so
//! long a time; a reader who keeps up is never looked at.

use hyper::rt::{Read, ReadBufCursor, Write};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How much must be taken, and within what time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    pub least_bytes: usize,
    pub within: Duration,
}

impl Patience {
    /// Slower than this no network is on which pages are read.
    pub const USUAL: Patience = Patience {
        least_bytes: 64 * 1024,
        within: Duration::from_secs(20),
    };
}

/// A connection whose other end is to read what it asked for.
pub(crate) struct Patient<T> {
    connection: T,
    patience: Patience,
    wait: Option<Wait>,
}

/// Since when something waits to be taken.
struct Wait {
    over: Pin<Box<Sleep>>,
    taken_bytes: usize,
}

impl<T> Patient<T> {
    pub fn new(connection: T, patience: Patience) -> Patient<T> {
        Patient {
            connection,
            patience,
            wait: None,
        }
    }

    /// So much was taken. Where that is enough, what still waits waits anew.
    fn taken(&mut self, bytes: usize) {
        let least_bytes = self.patience.least_bytes;
        self.wait = self.wait.take().and_then(|mut wait| {
            wait.taken_bytes += bytes;
            (wait.taken_bytes < least_bytes).then_some(wait)
        });
    }

    /// Nothing more is taken at the moment: waits, and is woken when patience is at its end.
    fn waits(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let within = self.patience.within;
        let wait = self.wait.get_or_insert_with(|| Wait {
            over: Box::pin(sleep(within)),
            taken_bytes: 0,
        });
        ready!(wait.over.as_mut().poll(context));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }

    fn written(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Pending => self.waits(context).map(Err),
            Poll::Ready(Ok(bytes)) => {
                self.taken(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
        }
    }
}

impl<T: Read + Unpin> Read for Patient<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

impl<T: Write + Unpin> Write for Patient<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write(context, bytes);
        self.written(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write_vectored(context, pieces);
        self.written(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    /// Asked for once all that there was to write is written: nothing waits any more.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wait = None;
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}
