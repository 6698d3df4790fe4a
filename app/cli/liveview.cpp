#include "liveview.h"

#include "output.h"

namespace hermes::cli {

namespace {

constexpr auto redrawEvery = std::chrono::milliseconds(100);
const QString frames = QStringLiteral("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏");

QString sentence(const BindEvent &event)
{
    if (event.event == QLatin1String("scaned"))
        return QStringLiteral("Scanned: confirm on the phone");
    if (event.event == QLatin1String("masked"))
        return QStringLiteral("The code is hidden until the host answers again");
    if (event.event == QLatin1String("need_verifycode"))
        return event.wrongDigits ? QStringLiteral("Those digits were wrong: type the digits that the phone shows")
                                 : QStringLiteral("Type the digits that the phone shows");
    if (event.event == QLatin1String("verify_code_blocked"))
        return QStringLiteral("Too many wrong digits: a new code is coming");
    if (event.event == QLatin1String("expired"))
        return QStringLiteral("The code has expired");
    if (event.event == QLatin1String("confirmed"))
        return QStringLiteral("Confirmed");
    return event.message;
}

// The other events are phases, which come as steps too.
bool endsCode(const QString &event)
{
    static const QStringList ending{QStringLiteral("scaned"), QStringLiteral("masked"),
        QStringLiteral("need_verifycode"), QStringLiteral("verify_code_blocked"), QStringLiteral("confirmed"),
        QStringLiteral("binded_redirect"), QStringLiteral("expired"), QStringLiteral("clash"),
        QStringLiteral("failed")};
    return ending.contains(event);
}

} // namespace

LiveView::LiveView(Terminal &terminal, const Clock &clock)
    : m_terminal(terminal)
    , m_clock(clock)
    , m_startedAt(clock.steadyMs())
{
    if (m_terminal.isLive())
        m_ticker = std::thread([this] { tick(); });
}

LiveView::~LiveView()
{
    finish();
}

void LiveView::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
    }
    m_wake.notify_all();
    if (m_ticker.joinable())
        m_ticker.join();
    m_terminal.showBlock({});
}

void LiveView::tick()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, redrawEvery, [this] { return m_finished; })) {
        ++m_frame;
        redraw();
    }
}

void LiveView::redraw()
{
    m_terminal.showBlock(compose());
}

QString LiveView::statusLine() const
{
    if (m_code || !m_link.isEmpty()) {
        const qint64 left = std::max<qint64>(0, m_expiresAt - m_clock.wallMs()) / 1000;
        return m_expiresAt == 0 ? m_prompt : QStringLiteral("%1 (%2 s left)").arg(m_prompt).arg(left);
    }
    if (m_running.isEmpty())
        return {};
    return QStringLiteral("%1 %2  %3")
        .arg(frames.at(m_frame % frames.size()))
        .arg(m_running, durationText(m_clock.steadyMs() - m_runningSince));
}

QStringList LiveView::compose() const
{
    const int columns = m_terminal.size().columns - 1;
    QStringList lines;
    if (m_code && m_code->columns <= columns)
        lines = m_code->lines;
    else if (m_code || !m_link.isEmpty())
        lines << QStringLiteral("Too narrow for the code: widen the window.");
    const QString status = statusLine();
    if (!status.isEmpty())
        lines << elided(status, columns);
    return lines;
}

void LiveView::step(const StepEvent &event)
{
    const std::lock_guard lock(m_mutex);
    if (!m_terminal.isLive() || m_finished)
        return;
    switch (event.kind) {
    case StepEvent::Kind::Begin:
        if (m_step != event.step)
            m_runningSince = m_clock.steadyMs() - event.elapsedMs;
        m_step = event.step;
        m_running = event.message.isEmpty() ? event.step : event.step + QStringLiteral("  ") + event.message;
        break;
    case StepEvent::Kind::End:
        m_terminal.printAbove(QStringLiteral("%1 %2  %3%4")
                                  .arg(event.ok ? QChar(0x2713) : QChar(0x2717))
                                  .arg(event.step, durationText(event.elapsedMs),
                                      event.message.isEmpty() ? QString() : QStringLiteral("  ") + event.message));
        m_step.clear();
        m_running.clear();
        break;
    case StepEvent::Kind::Phase:
        m_terminal.printAbove(QStringLiteral("%1 %2  %3")
                                  .arg(QChar(0x2192))
                                  .arg(event.step, durationText(m_clock.steadyMs() - m_startedAt)));
        m_step.clear();
        m_running = event.message.isEmpty() ? event.step : event.message;
        m_runningSince = m_clock.steadyMs();
        break;
    }
    redraw();
}

void LiveView::setCode(const BindEvent &event)
{
    m_link = event.content;
    m_code.reset();
    if (auto drawn = drawQr(event.content))
        m_code = *std::move(drawn);
    m_expiresAt = event.expiresAt;
    m_prompt = QStringLiteral("Scan this code with WeChat");
}

void LiveView::bindEvent(const BindEvent &event)
{
    const std::lock_guard lock(m_mutex);
    if (!m_terminal.isLive() || m_finished)
        return;
    if (event.event == QLatin1String("qr")) {
        setCode(event);
    } else if (endsCode(event.event)) {
        m_code.reset();
        m_link.clear();
        m_running = sentence(event).isEmpty() ? event.event : sentence(event);
        m_runningSince = m_clock.steadyMs();
    }
    redraw();
}

} // namespace hermes::cli
