#pragma once

#include "connection.h"
#include "sshmailbox.h"

#include <array>

namespace hermes::ssh {

/// One channel as its caller and the connection's thread share it: bounded buffers both ways, how it ended, and whether
/// anybody still wants it. It outlives the session, so that a caller always learns how things ended.
class Channel : public std::enable_shared_from_this<Channel> {
public:
    enum class Kind { Login, Unix, Tcp, Command };
    struct Plan {
        Kind kind = Kind::Login; ///< Login: only waits until the connection is ready
        QByteArray target = {}; ///< socket path, host or command line
        quint16 port = 0;
        QByteArray marker = {}; ///< Command: what the wrapper prints before the program's own output
        QByteArray input = {}; ///< Command: fed to it, then its stdin is closed if `closesInput`
        bool closesInput = false;
        bool isStream = false; ///< Command: held open for long; leaves places for the short ones
        bool isOurs = false; ///< Command: the connection's own, takes no caller's place
    };
    Channel(Plan plan, std::shared_ptr<Mailbox> mailbox);
    [[nodiscard]] const Plan &plan() const { return m_plan; }

    // Callers' side.
    [[nodiscard]] Status open(const Call &call);
    /// Up to `max` bytes of stdout; 0 at its end.
    [[nodiscard]] Result<qsizetype> read(char *to, qsizetype max, const Call &call);
    // The same without ever waiting, for one thread that serves many channels.
    /// Called on any thread, under a lock of ours, when something changed. Set before begin(); null ends it.
    void onChanged(std::function<void()> changed);
    void begin();
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool hasFailed() const;
    [[nodiscard]] bool isClosed() const; ///< the other side takes nothing more
    /// Output that is there; 0 if there is none now, -1 at its end.
    [[nodiscard]] qsizetype readNow(char *to, qsizetype max);
    /// How much write() takes without waiting; 0 also once the other side takes nothing more.
    [[nodiscard]] qsizetype room() const;

    /// Waits for output and takes all of it; false once it ended and nothing is left.
    [[nodiscard]] Result<bool> drain(QByteArray &out, QByteArray &err, const Call &call);
    [[nodiscard]] Status write(QByteArrayView bytes, const Call &call);
    void closeWrite();
    /// Nobody wants it any more: the thread closes it and ends a command's process group.
    void close();
    struct Exit {
        bool known = false;
        int code = -1;
        QString signal;
        QByteArray noise; ///< what came instead of the wrapper's marker, if that never came
        bool started = true;
    };
    [[nodiscard]] Exit exit() const;

    // The connection's thread.
    /// True once: it is to be started now. False after that and after a failure.
    [[nodiscard]] bool claim();
    void unclaim();
    void markOpen();
    /// Takes what has room and returns how much that was; the rest waits in libssh, which then does not widen the
    /// window.
    size_t deliver(const char *data, size_t size, bool isError);
    /// What libssh had held back; no more than wantsHeld().
    void deliverHeld(const char *data, size_t size, bool isError);
    /// Room for more while libssh holds some back, else 0.
    [[nodiscard]] qsizetype wantsHeld(bool isError) const;
    void setHeld(bool isError, bool held);
    void markEnd();
    void markClosed();
    void markExit(int code, const QString &signal);
    void fail(const Error &error);
    [[nodiscard]] bool isWanted() const;
    [[nodiscard]] qint64 processGroup() const; ///< 0 while unknown or when it has exited
    [[nodiscard]] bool hasStarted() const;
    /// Swaps the bytes to send with the emptied `sent`; false if there are none. `end` tells to close the direction
    /// after them.
    /// As write(), by the thread itself.
    void push(const QByteArray &bytes);
    bool takeOutput(QByteArray &sent, bool &end);

    bool markPosted() { return !m_posted.exchange(true); }
    void clearPosted() { m_posted = false; }

private:
    [[nodiscard]] Status wait(std::unique_lock<std::mutex> &lock, const Call &call, const std::function<bool()> &ready);
    [[nodiscard]] bool atEnd() const { return m_end && !m_held[0] && !m_held[1]; }
    qsizetype takeRead(char *to, qsizetype max);
    size_t take(const char *data, size_t size, bool isError);
    size_t skipPreamble(const char *data, size_t size, bool isError);
    void post();
    void tell();

    static constexpr qsizetype bufferSize = 1024 * 1024;
    const Plan m_plan;
    const std::shared_ptr<Mailbox> m_mailbox;
    std::atomic<bool> m_posted = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_onChanged;
    bool m_claimed = false;
    bool m_open = false;
    bool m_end = false; ///< the other side sends nothing more
    bool m_closed = false; ///< and takes nothing more
    bool m_wanted = true;
    std::optional<Error> m_error;
    std::array<QByteArray, 2> m_in;
    std::array<qsizetype, 2> m_readAt = {};
    std::array<bool, 2> m_held = {};
    std::array<bool, 2> m_skipping = {}; ///< before the marker
    std::array<QByteArray, 2> m_preamble;
    QByteArray m_out;
    qsizetype m_sending = 0; ///< taken by the thread, not sent yet
    bool m_outEnd = false;
    qint64 m_processGroup = 0;
    bool m_exited = false;
    int m_exitCode = -1;
    QString m_exitSignal;
};

} // namespace hermes::ssh
