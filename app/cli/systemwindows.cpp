#include "system.h"

#include <QByteArray>
#include <atomic>
#include <condition_variable>
#include <fcntl.h>
#include <io.h>
#include <mutex>
#include <string>
#include <thread>
#include <windows.h>

namespace hermes::cli::system {

namespace {

constexpr UINT exitCancelled = 130;

HANDLE handleOf(FILE *stream)
{
    return reinterpret_cast<HANDLE>(_get_osfhandle(_fileno(stream)));
}

// A console control handler is a plain function, so it needs something that it can reach.
struct Interrupts {
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
    bool stopping = false;
};
Interrupts &interrupts()
{
    static Interrupts instance;
    return instance;
}

BOOL WINAPI onConsoleEvent(DWORD)
{
    Interrupts &all = interrupts();
    const std::lock_guard lock(all.mutex);
    if (++all.count > 1)
        ExitProcess(exitCancelled);
    all.changed.notify_all();
    return TRUE;
}

} // namespace

void prepare()
{
#ifdef __MINGW32__
    // QRegularExpression's JIT keeps a thread_local object, whose storage MinGW frees before its destructor runs (gcc
    // bug 83562): a thread that matched something would crash when it ends.
    qputenv("QT_ENABLE_REGEXP_JIT", "0");
#endif
    for (FILE *stream : {stdin, stdout, stderr})
        _setmode(_fileno(stream), _O_BINARY);
    SetConsoleOutputCP(CP_UTF8);
    for (FILE *stream : {stdout, stderr}) {
        DWORD mode = 0;
        if (GetConsoleMode(handleOf(stream), &mode))
            SetConsoleMode(handleOf(stream), mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
}

bool isTerminal(FILE *stream)
{
    DWORD mode = 0;
    return GetConsoleMode(handleOf(stream), &mode) != 0;
}

Size terminalSize(FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (!GetConsoleScreenBufferInfo(handleOf(stream), &info))
        return {};
    return {info.srWindow.Right - info.srWindow.Left + 1, info.srWindow.Bottom - info.srWindow.Top + 1};
}

QString userName()
{
    wchar_t name[257];
    DWORD size = 257;
    return GetUserNameW(name, &size) ? QString::fromWCharArray(name) : QString();
}

std::optional<QByteArray> readTypedLine(bool echo, const CancelToken &cancel)
{
    const HANDLE input = handleOf(stdin);
    DWORD before = 0;
    GetConsoleMode(input, &before);
    const DWORD mode = ENABLE_PROCESSED_INPUT | ENABLE_LINE_INPUT | (echo ? ENABLE_ECHO_INPUT : 0);
    SetConsoleMode(input, mode);
    std::wstring typed;
    bool ended = false;
    while (!ended && (typed.empty() || typed.back() != L'\n')) {
        wchar_t buffer[256];
        DWORD count = 0;
        // Ctrl-C makes this return nothing.
        ended = !ReadConsoleW(input, buffer, 256, &count, nullptr) || count == 0 || cancel.isCancelled();
        typed.append(buffer, count);
    }
    SetConsoleMode(input, before);
    if (!echo)
        std::fputs("\n", stderr);
    if (ended)
        return std::nullopt;
    while (!typed.empty() && (typed.back() == L'\n' || typed.back() == L'\r'))
        typed.pop_back();
    return QString::fromStdWString(typed).toUtf8();
}

class InterruptWatcher::Private {
public:
    explicit Private(std::function<void()> interrupted)
        : m_interrupted(std::move(interrupted))
    {
        SetConsoleCtrlHandler(onConsoleEvent, TRUE);
        m_thread = std::thread([this] { watch(); });
    }
    ~Private()
    {
        SetConsoleCtrlHandler(onConsoleEvent, FALSE);
        {
            const std::lock_guard lock(interrupts().mutex);
            interrupts().stopping = true;
        }
        interrupts().changed.notify_all();
        m_thread.join();
    }

private:
    void watch()
    {
        std::unique_lock lock(interrupts().mutex);
        interrupts().changed.wait(lock, [] { return interrupts().count > 0 || interrupts().stopping; });
        const bool happened = interrupts().count > 0;
        lock.unlock();
        if (happened)
            m_interrupted();
    }
    std::function<void()> m_interrupted;
    std::thread m_thread;
};

InterruptWatcher::InterruptWatcher(std::function<void()> interrupted)
    : d(std::make_unique<Private>(std::move(interrupted)))
{ }
InterruptWatcher::~InterruptWatcher() = default;

} // namespace hermes::cli::system
