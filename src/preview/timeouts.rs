//! Write timeouts: closes the connection to a client that does not read its response, or reads it a byte at a time.
//!
//! What a slow client has not read stays in memory. While output is waiting, a minimum must be read within the timeout;
//! a client that keeps up is never timed.

use hyper::rt::{Read, ReadBufCursor, Write};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How much a client must read, and within what time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub least_bytes: usize,
    pub within: Duration,
}

impl Timeouts {
    /// Slower than any network on which pages are read.
    pub const USUAL: Timeouts = Timeouts {
        least_bytes: 64 * 1024,
        within: Duration::from_secs(20),
    };
}

/// A connection with a write timeout.
pub(crate) struct TimedConnection<T> {
    connection: T,
    timeouts: Timeouts,
    wait: Option<Wait>,
}

/// A period in which output waits to be read.
struct Wait {
    timeout: Pin<Box<Sleep>>,
    read_bytes: usize,
}

impl<T> TimedConnection<T> {
    pub fn new(connection: T, timeouts: Timeouts) -> TimedConnection<T> {
        TimedConnection {
            connection,
            timeouts,
            wait: None,
        }
    }

    /// Records that bytes were read. If they are enough, the timeout starts again.
    fn record_read(&mut self, bytes: usize) {
        let least_bytes = self.timeouts.least_bytes;
        self.wait = self.wait.take().and_then(|mut wait| {
            wait.read_bytes += bytes;
            (wait.read_bytes < least_bytes).then_some(wait)
        });
    }

    /// Starts the timeout, if it is not running, and polls it.
    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let within = self.timeouts.within;
        let wait = self.wait.get_or_insert_with(|| Wait {
            timeout: Box::pin(sleep(within)),
            read_bytes: 0,
        });
        ready!(wait.timeout.as_mut().poll(context));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }

    fn check_write(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Pending => self.poll_timeout(context).map(Err),
            Poll::Ready(Ok(bytes)) => {
                self.record_read(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
        }
    }
}

impl<T: Read + Unpin> Read for TimedConnection<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

impl<T: Write + Unpin> Write for TimedConnection<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write(context, bytes);
        self.check_write(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write_vectored(context, pieces);
        self.check_write(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    /// Called when all output is written: nothing is waiting any more.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wait = None;
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}
