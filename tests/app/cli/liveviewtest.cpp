#include "liveview.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

// A terminal whose screen is a file; its size is the default of 80 by 24, as of a stream that has none.
class LiveViewOnATerminal : public testing::Test {
protected:
    ~LiveViewOnATerminal() override { std::fclose(m_file); }
    QString shown()
    {
        std::fseek(m_file, 0, SEEK_SET);
        QByteArray all(1 << 20, '\0');
        all.resize(static_cast<qsizetype>(std::fread(all.data(), 1, 1 << 20, m_file)));
        std::fseek(m_file, 0, SEEK_END);
        return QString::fromUtf8(all);
    }
    FILE *m_file = std::tmpfile();
    Terminal m_terminal{m_file, false, {}};
    ManualClock m_clock;
};

StepEvent stepEvent(StepEvent::Kind kind, const char *step, qint64 elapsedMs = 0)
{
    return {kind, QStringLiteral("alice"), QString::fromLatin1(step), {}, true, elapsedMs};
}

BindEvent bindEvent(const char *event, const QString &content = {}, qint64 expiresAt = 0)
{
    return {QString::fromLatin1(event), content, expiresAt, false, {}};
}

} // namespace

TEST_F(LiveViewOnATerminal, keepsFinishedStepsWithTheirTimeAndTakesTheRunningOneAway)
{
    LiveView view(m_terminal, m_clock);
    view.step(stepEvent(StepEvent::Kind::Begin, "create"));
    EXPECT_TRUE(shown().contains(QStringLiteral("create  0.0 s")));
    view.step(stepEvent(StepEvent::Kind::End, "create", 1500));
    EXPECT_TRUE(shown().contains(QStringLiteral("✓ create  1.5 s\n")));
    view.step(stepEvent(StepEvent::Kind::Begin, "start"));
    view.finish();
    EXPECT_TRUE(shown().endsWith(QStringLiteral("\r\x1b[J")));
}

TEST_F(LiveViewOnATerminal, saysHowFarAStepIsAndForHowLongItRuns)
{
    LiveView view(m_terminal, m_clock);
    StepEvent pull = stepEvent(StepEvent::Kind::Begin, "pull-image");
    view.step(pull);
    m_clock.advance(2000);
    pull.message = QStringLiteral("1 of 3 layers, 1.6 of 5.0 MB");
    view.step(pull);
    EXPECT_TRUE(shown().contains(QStringLiteral("pull-image  1 of 3 layers, 1.6 of 5.0 MB  2.0 s")));
}

TEST_F(LiveViewOnATerminal, tellsAPhaseWithTheTimeSinceTheCommandBegan)
{
    LiveView view(m_terminal, m_clock);
    m_clock.advance(3200);
    view.step(stepEvent(StepEvent::Kind::Phase, "STARTING"));
    EXPECT_TRUE(shown().contains(QStringLiteral("STARTING  3.2 s\n")));
}

TEST_F(LiveViewOnATerminal, showsACodeWithItsCountdownAndTakesItAwayOnceScanned)
{
    LiveView view(m_terminal, m_clock);
    view.bindEvent(bindEvent("qr", QStringLiteral("https://liteapp/q/1"), m_clock.wallMs() + 90'000));
    EXPECT_TRUE(shown().contains(QChar(0x2588)));
    EXPECT_TRUE(shown().contains(QStringLiteral("(90 s left)")));
    view.bindEvent(bindEvent("wait"));
    const qsizetype before = shown().size();
    view.bindEvent(bindEvent("scaned"));
    const QString after = shown().mid(before);
    EXPECT_TRUE(after.contains(QStringLiteral("\x1b[J"))) << "the code was not erased";
    EXPECT_FALSE(after.mid(after.indexOf(QStringLiteral("\x1b[J"))).contains(QChar(0x2588)));
    EXPECT_TRUE(after.contains(QStringLiteral("Scanned")));
}

TEST_F(LiveViewOnATerminal, redrawsARenewedCodeInThePlaceOfTheOld)
{
    LiveView view(m_terminal, m_clock);
    view.bindEvent(bindEvent("qr", QStringLiteral("https://liteapp/q/1"), m_clock.wallMs() + 90'000));
    const qsizetype lines = shown().count(QLatin1Char('\n'));
    const qsizetype before = shown().size();
    view.bindEvent(bindEvent("qr", QStringLiteral("https://liteapp/q/2"), m_clock.wallMs() + 90'000));
    EXPECT_TRUE(shown().mid(before).startsWith(QStringLiteral("\r\x1b[%1A\x1b[J").arg(lines)));
}

TEST(LiveViewWithoutATerminal, isSilent)
{
    Terminal terminal(nullptr, false, {});
    ManualClock clock;
    LiveView view(terminal, clock);
    view.step(stepEvent(StepEvent::Kind::Begin, "create"));
    view.bindEvent(bindEvent("qr", QStringLiteral("https://liteapp/q/1")));
    view.finish();
    EXPECT_FALSE(terminal.isLive());
}
