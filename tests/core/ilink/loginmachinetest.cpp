#include "loginmachine.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::ilink;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'700'000'000'000;
const MachineSettings settings;

Code code(int number)
{
    const QString token = u"token%1"_s.arg(number);
    return {Secret(token.toUtf8()), u"https://liteapp.weixin.qq.com/q/x?qrcode="_s + token + u"&bot_type=3"_s};
}

PollAnswer answer(PollStatus status, const QString &host = {})
{
    PollAnswer made;
    made.status = status;
    made.redirectHost = host;
    if (status == PollStatus::Confirmed)
        made.credentials
            = {Secret("bot@im.bot:secret"), u"bot@im.bot"_s, u"https://ilink.example"_s, u"owner@im.wechat"_s};
    return made;
}

tl::unexpected<Error> error(ErrorKind kind)
{
    return fail(kind, u"it went wrong"_s);
}

QString kindName(LoginView::Kind kind)
{
    static const QStringList names{u"Preparing"_s, u"Code"_s, u"Masked"_s, u"Scanned"_s, u"NeedDigits"_s, u"Ended"_s};
    return names[int(kind)];
}

QString endName(LoginEnd end)
{
    static const QStringList names{u"Running"_s, u"Confirmed"_s, u"AlreadyBound"_s, u"TimeLimit"_s, u"RefreshLimit"_s,
        u"Refused"_s, u"Cancelled"_s};
    return names[int(end)];
}

QString taskText(const LoginTask &task)
{
    if (task.kind == LoginTask::Kind::FetchCode)
        return u"fetch"_s;
    QString text = u"poll %1"_s.arg(task.code);
    if (!task.host.isEmpty())
        text += u" at "_s + task.host;
    return task.verifyCode.isEmpty() ? text : text + u" with "_s + task.verifyCode;
}

QStringList take(LoginMachine &machine, qint64 now)
{
    QStringList texts;
    for (const LoginTask &task : machine.takeTasks(now))
        texts.append(taskText(task));
    return texts;
}

/// What is seen, then what the machine wants to do next and when.
QString stands(LoginMachine &machine, qint64 now)
{
    const LoginView view = machine.view(now);
    QString text = kindName(view.kind);
    if (view.kind == LoginView::Kind::Ended)
        return text + u' ' + endName(machine.end());
    if (view.wrongDigits)
        text += u" wrong"_s;
    if (view.checkingDigits)
        text += u" checking"_s;
    if (!view.problem.isEmpty())
        text += u" problem"_s;
    for (const qint64 later : {0, 999, 1000}) {
        if (const QStringList tasks = take(machine, now + later); !tasks.isEmpty())
            return text + u"; +%1 "_s.arg(later) + tasks.join(u", "_s);
    }
    return text;
}

/// A machine whose first code is out and polled, somebody looking.
LoginMachine withCode(MachineSettings with = settings)
{
    LoginMachine machine(with, start);
    machine.look(true, start);
    EXPECT_EQ(take(machine, start), QStringList{u"fetch"_s});
    machine.fetched(code(1), start);
    EXPECT_EQ(take(machine, start), QStringList{u"poll 1"_s});
    return machine;
}

enum class Before { Shown, Masked, Scanned, DigitsSent };

/// The machine and the time just before the answer under test; poll 1 is under way.
std::pair<LoginMachine, qint64> machineAt(Before before)
{
    LoginMachine machine = withCode();
    qint64 now = start + 5000;
    switch (before) {
    case Before::Shown:
        break;
    case Before::Masked:
        now = start + 100'000;
        machine.look(false, now);
        break;
    case Before::Scanned:
        machine.polled(1, answer(PollStatus::Scaned), now);
        now += 1000;
        EXPECT_EQ(take(machine, now), QStringList{u"poll 1"_s});
        break;
    case Before::DigitsSent:
        machine.polled(1, answer(PollStatus::NeedVerifyCode), now);
        EXPECT_TRUE(machine.enterDigits(u"4711"_s, now));
        EXPECT_EQ(take(machine, now), QStringList{u"poll 1 with 4711"_s});
        break;
    }
    return {std::move(machine), now};
}

struct Row {
    const char *name;
    Before before;
    Result<PollAnswer> answer;
    QString then;
};

void PrintTo(const Row &row, std::ostream *out)
{
    *out << row.name;
}

using enum PollStatus;

const Row rows[] = {
    {"waitWhileShown", Before::Shown, answer(Wait), u"Code; +1000 poll 1"_s},
    {"scanedWhileShown", Before::Shown, answer(Scaned), u"Scanned; +1000 poll 1"_s},
    {"redirectWhileShown", Before::Shown, answer(ScanedButRedirect, u"idc2:8443"_s),
        u"Scanned; +0 poll 1 at idc2:8443"_s},
    {"redirectToNowhereWhileShown", Before::Shown, answer(ScanedButRedirect), u"Scanned; +1000 poll 1"_s},
    {"digitsWhileShown", Before::Shown, answer(NeedVerifyCode), u"NeedDigits"_s},
    {"blockedWhileShown", Before::Shown, answer(VerifyCodeBlocked), u"Preparing; +0 fetch"_s},
    {"alreadyBoundWhileShown", Before::Shown, answer(BindedRedirect), u"Ended AlreadyBound"_s},
    {"expiredWhileShown", Before::Shown, answer(Expired), u"Preparing; +0 fetch"_s},
    {"confirmedWhileShown", Before::Shown, answer(Confirmed), u"Ended Confirmed"_s},
    {"networkErrorWhileShown", Before::Shown, error(ErrorKind::Network), u"Code problem; +1000 poll 1"_s},
    {"timeoutWhileShown", Before::Shown, error(ErrorKind::Timeout), u"Code problem; +1000 poll 1"_s},
    {"serverErrorWhileShown", Before::Shown, error(ErrorKind::Remote), u"Code problem; +1000 poll 1"_s},
    {"cancelledPollWhileShown", Before::Shown, error(ErrorKind::Cancelled), u"Code; +1000 poll 1"_s},
    {"refusedWhileShown", Before::Shown, error(ErrorKind::Invalid), u"Ended Refused"_s},

    {"waitWhileMasked", Before::Masked, answer(Wait), u"Masked; +1000 poll 1"_s},
    {"scanedWhileMasked", Before::Masked, answer(Scaned), u"Scanned; +1000 poll 1"_s},
    {"redirectWhileMasked", Before::Masked, answer(ScanedButRedirect, u"idc2"_s), u"Scanned; +0 poll 1 at idc2"_s},
    {"redirectToNowhereWhileMasked", Before::Masked, answer(ScanedButRedirect), u"Scanned; +1000 poll 1"_s},
    {"digitsWhileMasked", Before::Masked, answer(NeedVerifyCode), u"NeedDigits"_s},
    {"blockedWhileMasked", Before::Masked, answer(VerifyCodeBlocked), u"Masked"_s},
    {"alreadyBoundWhileMasked", Before::Masked, answer(BindedRedirect), u"Ended AlreadyBound"_s},
    {"expiredWhileMasked", Before::Masked, answer(Expired), u"Masked"_s},
    {"confirmedWhileMasked", Before::Masked, answer(Confirmed), u"Ended Confirmed"_s},
    {"networkErrorWhileMasked", Before::Masked, error(ErrorKind::Network), u"Masked problem; +1000 poll 1"_s},
    {"timeoutWhileMasked", Before::Masked, error(ErrorKind::Timeout), u"Masked problem; +1000 poll 1"_s},
    {"serverErrorWhileMasked", Before::Masked, error(ErrorKind::Remote), u"Masked problem; +1000 poll 1"_s},
    {"cancelledPollWhileMasked", Before::Masked, error(ErrorKind::Cancelled), u"Masked; +1000 poll 1"_s},
    {"refusedWhileMasked", Before::Masked, error(ErrorKind::Invalid), u"Ended Refused"_s},

    {"waitAfterTheScan", Before::Scanned, answer(Wait), u"Code; +1000 poll 1"_s},
    {"scanedAfterTheScan", Before::Scanned, answer(Scaned), u"Scanned; +1000 poll 1"_s},
    {"redirectAfterTheScan", Before::Scanned, answer(ScanedButRedirect, u"idc2"_s), u"Scanned; +0 poll 1 at idc2"_s},
    {"redirectToNowhereAfterTheScan", Before::Scanned, answer(ScanedButRedirect), u"Scanned; +1000 poll 1"_s},
    {"digitsAfterTheScan", Before::Scanned, answer(NeedVerifyCode), u"NeedDigits"_s},
    {"blockedAfterTheScan", Before::Scanned, answer(VerifyCodeBlocked), u"Preparing; +0 fetch"_s},
    {"alreadyBoundAfterTheScan", Before::Scanned, answer(BindedRedirect), u"Ended AlreadyBound"_s},
    {"expiredAfterTheScan", Before::Scanned, answer(Expired), u"Preparing; +0 fetch"_s},
    {"confirmedAfterTheScan", Before::Scanned, answer(Confirmed), u"Ended Confirmed"_s},
    {"networkErrorAfterTheScan", Before::Scanned, error(ErrorKind::Network), u"Scanned problem; +1000 poll 1"_s},
    {"timeoutAfterTheScan", Before::Scanned, error(ErrorKind::Timeout), u"Scanned problem; +1000 poll 1"_s},
    {"serverErrorAfterTheScan", Before::Scanned, error(ErrorKind::Remote), u"Scanned problem; +1000 poll 1"_s},
    {"cancelledPollAfterTheScan", Before::Scanned, error(ErrorKind::Cancelled), u"Scanned; +1000 poll 1"_s},
    {"refusedAfterTheScan", Before::Scanned, error(ErrorKind::Invalid), u"Ended Refused"_s},

    {"waitAfterDigits", Before::DigitsSent, answer(Wait), u"Code; +1000 poll 1"_s},
    {"scanedAfterDigits", Before::DigitsSent, answer(Scaned), u"Scanned; +1000 poll 1"_s},
    {"redirectAfterDigits", Before::DigitsSent, answer(ScanedButRedirect, u"idc2"_s),
        u"Scanned; +0 poll 1 at idc2 with 4711"_s},
    {"wrongDigits", Before::DigitsSent, answer(NeedVerifyCode), u"NeedDigits wrong"_s},
    {"blockedAfterDigits", Before::DigitsSent, answer(VerifyCodeBlocked), u"Preparing; +0 fetch"_s},
    {"alreadyBoundAfterDigits", Before::DigitsSent, answer(BindedRedirect), u"Ended AlreadyBound"_s},
    {"expiredAfterDigits", Before::DigitsSent, answer(Expired), u"Preparing; +0 fetch"_s},
    {"confirmedAfterDigits", Before::DigitsSent, answer(Confirmed), u"Ended Confirmed"_s},
    {"networkErrorAfterDigits", Before::DigitsSent, error(ErrorKind::Network),
        u"NeedDigits checking problem; +1000 poll 1 with 4711"_s},
    {"timeoutAfterDigits", Before::DigitsSent, error(ErrorKind::Timeout),
        u"NeedDigits checking problem; +1000 poll 1 with 4711"_s},
    {"serverErrorAfterDigits", Before::DigitsSent, error(ErrorKind::Remote),
        u"NeedDigits checking problem; +1000 poll 1 with 4711"_s},
    {"cancelledPollAfterDigits", Before::DigitsSent, error(ErrorKind::Cancelled),
        u"NeedDigits checking; +1000 poll 1 with 4711"_s},
    {"refusedAfterDigits", Before::DigitsSent, error(ErrorKind::Invalid), u"Ended Refused"_s},
};

class EveryAnswer : public testing::TestWithParam<Row> { };

INSTANTIATE_TEST_SUITE_P(
    InEveryStage, EveryAnswer, testing::ValuesIn(rows), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(EveryAnswer, leadsTo)
{
    auto [machine, now] = machineAt(GetParam().before);
    machine.polled(1, GetParam().answer, now);
    EXPECT_EQ(stands(machine, now).toStdString(), GetParam().then.toStdString());
}

/// The same for a process that takes the login over right after the answer.
TEST_P(EveryAnswer, leadsToTheSameAfterATakeOver)
{
    auto [machine, now] = machineAt(GetParam().before);
    machine.polled(1, GetParam().answer, now);
    if (machine.end() != LoginEnd::Running)
        GTEST_SUCCEED();
    else {
        const auto state = LoginState::restored(machine.state().serialised());
        ASSERT_TRUE(state) << state.error().text().toStdString();
        LoginMachine other(settings, *state);
        QString then = GetParam().then;
        EXPECT_EQ(stands(other, now).toStdString(), then.remove(u" problem"_s).toStdString());
    }
}

TEST(LoginMachine, asksForNoCodeWhileNobodyLooks)
{
    LoginMachine machine(settings, start);
    EXPECT_EQ(stands(machine, start), u"Masked"_s);
    machine.look(true, start + 10'000);
    EXPECT_EQ(stands(machine, start + 10'000), u"Preparing; +0 fetch"_s);
}

TEST(LoginMachine, showsTheLinkWithItsAgeAndEstimatedEnd)
{
    LoginMachine machine = withCode();
    const LoginView view = machine.view(start + 7000);
    EXPECT_EQ(view.content, code(1).content);
    EXPECT_EQ(view.issuedAt, start);
    EXPECT_EQ(view.expiresAt, start + 100'000);
}

TEST(LoginMachine, hidesACodeThatNobodyLooksAtAndShowsItAgain)
{
    LoginMachine machine = withCode();
    machine.look(false, start + 1000);
    EXPECT_EQ(machine.view(start + 1000).kind, LoginView::Kind::Masked);
    machine.look(true, start + 60'000);
    EXPECT_EQ(machine.view(start + 60'000).content, code(1).content);
    EXPECT_EQ(take(machine, start + 60'000), QStringList());
}

TEST(LoginMachine, renewsACodeAtItsEstimatedEndAndPollsBoth)
{
    LoginMachine machine = withCode();
    const qint64 end = start + 100'000;
    EXPECT_EQ(machine.wakeAt(start), end);
    EXPECT_EQ(machine.view(end - 1).kind, LoginView::Kind::Code);
    EXPECT_EQ(machine.view(end).kind, LoginView::Kind::Preparing);
    EXPECT_EQ(take(machine, end), QStringList{u"fetch"_s});
    machine.fetched(code(2), end);
    EXPECT_EQ(machine.view(end).content, code(2).content);
    EXPECT_EQ(take(machine, end), QStringList{u"poll 2"_s});
    machine.polled(1, answer(Wait), end + 10);
    machine.polled(2, answer(Wait), end + 20);
    EXPECT_EQ(take(machine, end + 1020), (QStringList{u"poll 1"_s, u"poll 2"_s}));
}

TEST(LoginMachine, servesACustomerWhoConfirmsTheCodeThatWasJustMasked)
{
    LoginMachine machine = withCode();
    const qint64 now = start + 100'000;
    take(machine, now);
    machine.fetched(code(2), now);
    take(machine, now);
    machine.polled(1, answer(Scaned), now + 3000);
    EXPECT_EQ(machine.view(now + 3000).kind, LoginView::Kind::Scanned);
    EXPECT_EQ(take(machine, now + 4000), QStringList{u"poll 1"_s});
    machine.polled(1, answer(Confirmed), now + 5000);
    EXPECT_EQ(machine.end(), LoginEnd::Confirmed);
    EXPECT_EQ(machine.credentials().userId, u"owner@im.wechat"_s);
    EXPECT_TRUE(machine.takeTasks(now + 60'000).isEmpty());
    EXPECT_FALSE(machine.wakeAt(now + 60'000));
}

TEST(LoginMachine, keepsCredentialsThatComeAfterTheEnd)
{
    LoginMachine machine = withCode();
    const qint64 now = start + 100'000;
    take(machine, now);
    machine.fetched(code(2), now);
    take(machine, now);
    machine.polled(2, answer(Confirmed), now + 1);
    auto second = answer(Confirmed);
    second.credentials.userId = u"other@im.wechat"_s;
    machine.polled(1, second, now + 2);
    EXPECT_EQ(machine.credentials().userId, u"owner@im.wechat"_s);
    ASSERT_EQ(machine.lateCredentials().size(), 1);
    EXPECT_EQ(machine.lateCredentials().front().userId, u"other@im.wechat"_s);
}

TEST(LoginMachine, renewsNothingOnceACodeWasScanned)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(Scaned), start + 99'000);
    for (qint64 now = start + 100'000; now < start + 390'000; now += 1000) {
        EXPECT_EQ(take(machine, now), QStringList{u"poll 1"_s}) << now - start;
        machine.polled(1, answer(Scaned), now);
        EXPECT_EQ(machine.view(now).kind, LoginView::Kind::Scanned);
    }
}

TEST(LoginMachine, givesAMaskedCodeUpAfterFiveMinutesFromItsIssue)
{
    LoginMachine machine = withCode();
    machine.look(false, start + 50'000);
    machine.polled(1, answer(Wait), start + 299'000);
    EXPECT_EQ(take(machine, start + 300'000), QStringList{u"poll 1"_s});
    machine.polled(1, answer(Wait), start + 300'000);
    EXPECT_EQ(stands(machine, start + 300'000), u"Masked"_s);
    EXPECT_TRUE(machine.state().codes.isEmpty());
}

TEST(LoginMachine, asksOnceMoreAfterALidWasClosedForTenMinutes)
{
    MachineSettings patient = settings;
    patient.limitMs = 3'600'000;
    LoginMachine machine = withCode(patient);
    const qint64 opened = start + 600'000;
    machine.polled(1, error(ErrorKind::Network), opened);
    EXPECT_TRUE(take(machine, opened + 1000).contains(u"poll 1"_s));
    machine.polled(1, answer(Confirmed), opened + 1001);
    EXPECT_EQ(machine.end(), LoginEnd::Confirmed);
}

TEST(LoginMachine, givesAnOldCodeUpWhenThreePollsInARowFail)
{
    LoginMachine machine = withCode();
    machine.look(false, start + 50'000);
    qint64 now = start + 301'000;
    for (int i = 0; i < 3; ++i, now += 1000) {
        ASSERT_EQ(machine.state().codes.size(), 1) << i;
        machine.polled(1, error(ErrorKind::Network), now);
        take(machine, now + 1000);
    }
    EXPECT_TRUE(machine.state().codes.isEmpty());
}

TEST(LoginMachine, endsAtItsTimeLimit)
{
    LoginMachine machine = withCode();
    machine.look(false, start + 1000);
    machine.polled(1, answer(Expired), start + 90'000);
    EXPECT_EQ(machine.wakeAt(start + 90'000), start + 480'000);
    EXPECT_EQ(take(machine, start + 479'999), QStringList());
    EXPECT_EQ(machine.end(), LoginEnd::Running);
    EXPECT_EQ(take(machine, start + 480'000), QStringList());
    EXPECT_EQ(machine.end(), LoginEnd::TimeLimit);
    EXPECT_EQ(machine.endError().kind, ErrorKind::Timeout);
    EXPECT_FALSE(machine.endError().hint.isEmpty());
}

TEST(LoginMachine, endsAtItsTimeLimitAlthoughSomebodyLooksAllTheTime)
{
    LoginMachine machine(settings, start);
    int codes = 0;
    for (qint64 now = start; machine.end() == LoginEnd::Running && now < start + 600'000; now += 1000) {
        machine.look(true, now);
        for (const LoginTask &task : machine.takeTasks(now)) {
            if (task.kind == LoginTask::Kind::FetchCode)
                machine.fetched(code(++codes), now);
            else
                machine.polled(task.code, answer(Wait), now);
        }
    }
    EXPECT_EQ(machine.end(), LoginEnd::TimeLimit);
    EXPECT_EQ(codes, 5);
}

TEST(LoginMachine, startsItsTimeAgainWhenSomebodyLooksAgain)
{
    LoginMachine machine = withCode();
    machine.look(false, start + 200'000);
    machine.polled(1, answer(Expired), start + 200'000);
    machine.look(true, start + 400'000);
    EXPECT_EQ(take(machine, start + 500'000), QStringList{u"fetch"_s});
    machine.fetched(code(2), start + 500'000);
    EXPECT_EQ(machine.view(start + 500'000).kind, LoginView::Kind::Code);
    take(machine, start + 880'000);
    EXPECT_EQ(machine.end(), LoginEnd::TimeLimit);
}

TEST(LoginMachine, letsACustomerWhoHasScannedFinishBeyondTheTimeLimit)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(Scaned), start + 90'000);
    EXPECT_EQ(take(machine, start + 91'000), QStringList{u"poll 1"_s});
    const qint64 late = start + 480'500;
    EXPECT_EQ(take(machine, late), QStringList());
    EXPECT_EQ(machine.view(late).kind, LoginView::Kind::Scanned);
    machine.polled(1, answer(Confirmed), late);
    EXPECT_EQ(machine.end(), LoginEnd::Confirmed);
}

TEST(LoginMachine, endsWhenTheScannedCodeExpiresBeyondTheTimeLimit)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(Scaned), start + 470'000);
    EXPECT_EQ(take(machine, start + 481'000), QStringList{u"poll 1"_s});
    machine.polled(1, answer(Expired), start + 482'000);
    EXPECT_EQ(take(machine, start + 482'000), QStringList());
    EXPECT_EQ(machine.end(), LoginEnd::TimeLimit);
}

TEST(LoginMachine, stopsAfterItsRefreshesAndNotBefore)
{
    MachineSettings few = settings;
    few.maxRefreshes = 2;
    LoginMachine machine = withCode(few);
    machine.polled(1, answer(Expired), start + 5000);
    EXPECT_EQ(take(machine, start + 5000), QStringList{u"fetch"_s});
    machine.fetched(code(2), start + 5000);
    take(machine, start + 5000);
    machine.polled(2, answer(VerifyCodeBlocked), start + 9000);
    EXPECT_EQ(take(machine, start + 9000), QStringList{u"fetch"_s});
    machine.fetched(code(3), start + 9000);
    take(machine, start + 9000);
    machine.polled(3, answer(Expired), start + 14'000);
    EXPECT_EQ(take(machine, start + 14'000), QStringList());
    EXPECT_EQ(machine.end(), LoginEnd::RefreshLimit);
}

TEST(LoginMachine, pollsOnWhatIsOutWhenNoRefreshIsLeft)
{
    MachineSettings few = settings;
    few.maxRefreshes = 0;
    LoginMachine machine = withCode(few);
    EXPECT_EQ(stands(machine, start + 100'000), u"Masked"_s);
    machine.polled(1, answer(Confirmed), start + 110'000);
    EXPECT_EQ(machine.end(), LoginEnd::Confirmed);
}

TEST(LoginMachine, doesNotHammerAServerWhoseCodesExpireAtOnce)
{
    LoginMachine machine(settings, start);
    machine.look(true, start);
    int codes = 0;
    for (qint64 now = start; now < start + 5000; now += 10) {
        for (const LoginTask &task : machine.takeTasks(now)) {
            if (task.kind == LoginTask::Kind::FetchCode)
                machine.fetched(code(++codes), now);
            else
                machine.polled(task.code, answer(Expired), now);
        }
    }
    EXPECT_EQ(codes, 5);
}

TEST(LoginMachine, triesToFetchAgainAfterASecond)
{
    LoginMachine machine(settings, start);
    machine.look(true, start);
    take(machine, start);
    machine.fetched(error(ErrorKind::Remote), start + 100);
    EXPECT_EQ(stands(machine, start + 100), u"Preparing problem; +1000 fetch"_s);
    machine.fetched(code(1), start + 1200);
    EXPECT_EQ(stands(machine, start + 1200), u"Code; +0 poll 1"_s);
}

TEST(LoginMachine, endsWhenTheFetchIsRefused)
{
    LoginMachine machine(settings, start);
    machine.look(true, start);
    take(machine, start);
    machine.fetched(error(ErrorKind::Invalid), start + 100);
    EXPECT_EQ(machine.end(), LoginEnd::Refused);
    EXPECT_EQ(machine.endError().message, u"it went wrong"_s);
}

TEST(LoginMachine, neitherFetchesNorShowsWhileHeld)
{
    LoginMachine machine = withCode();
    machine.hold(true);
    EXPECT_EQ(machine.view(start + 1000).kind, LoginView::Kind::Masked);
    machine.polled(1, answer(Expired), start + 1000);
    EXPECT_EQ(stands(machine, start + 2000), u"Masked"_s);
    machine.hold(false);
    EXPECT_EQ(stands(machine, start + 2000), u"Preparing; +0 fetch"_s);
}

TEST(LoginMachine, cancelEndsIt)
{
    LoginMachine machine = withCode();
    machine.cancel();
    EXPECT_EQ(stands(machine, start + 1), u"Ended Cancelled"_s);
    EXPECT_EQ(machine.endError().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(machine.state().codes.isEmpty());
}

TEST(LoginMachine, cancelDoesNotUndoAConfirmation)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(Confirmed), start + 1);
    machine.cancel();
    EXPECT_EQ(machine.end(), LoginEnd::Confirmed);
}

TEST(LoginMachine, refusesDigitsThatAreNone)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(NeedVerifyCode), start + 1000);
    for (const auto *text : {u"", u"12a", u"47 11", u"1234567890123", u"４７１１", u"1\n"}) {
        const auto status = machine.enterDigits(QString::fromUtf16(text), start + 1000);
        ASSERT_FALSE(status) << QString::fromUtf16(text).toStdString();
        EXPECT_EQ(status.error().kind, ErrorKind::Invalid);
    }
    EXPECT_EQ(stands(machine, start + 1000), u"NeedDigits"_s);
}

TEST(LoginMachine, refusesDigitsThatNobodyAskedFor)
{
    LoginMachine machine = withCode();
    const auto status = machine.enterDigits(u"4711"_s, start + 1000);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::Conflict);
}

TEST(LoginMachine, sendsDigitsAtOnceAndCorrectedOnesAfterAWrongTry)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(NeedVerifyCode), start + 1000);
    ASSERT_TRUE(machine.enterDigits(u"0000"_s, start + 9000));
    EXPECT_EQ(stands(machine, start + 9000), u"NeedDigits checking; +0 poll 1 with 0000"_s);
    machine.polled(1, answer(NeedVerifyCode), start + 9100);
    EXPECT_EQ(stands(machine, start + 9100), u"NeedDigits wrong"_s);
    ASSERT_TRUE(machine.enterDigits(u"4711"_s, start + 9500));
    EXPECT_EQ(stands(machine, start + 9500), u"NeedDigits checking; +0 poll 1 with 4711"_s);
    machine.polled(1, answer(Scaned), start + 9600);
    EXPECT_EQ(stands(machine, start + 9600), u"Scanned; +1000 poll 1"_s);
}

TEST(LoginMachine, keepsDigitsTypedWhileOthersAreBeingChecked)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(NeedVerifyCode), start + 1000);
    ASSERT_TRUE(machine.enterDigits(u"0000"_s, start + 1000));
    take(machine, start + 1000);
    ASSERT_TRUE(machine.enterDigits(u"4711"_s, start + 1500));
    machine.polled(1, answer(NeedVerifyCode), start + 2000);
    EXPECT_EQ(stands(machine, start + 2000), u"NeedDigits wrong checking; +1000 poll 1 with 4711"_s);
}

TEST(LoginMachine, dropsACodeWhoseDigitsNobodyEnters)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(NeedVerifyCode), start + 50'000);
    EXPECT_EQ(machine.wakeAt(start + 50'000), start + 350'000);
    EXPECT_EQ(take(machine, start + 349'999), QStringList());
    EXPECT_EQ(take(machine, start + 350'000), QStringList{u"fetch"_s});
}

TEST(LoginMachine, fetchesTheNextCodeFromTheBaseHostAfterARedirectedOneExpired)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(ScanedButRedirect, u"idc2"_s), start + 5000);
    EXPECT_EQ(take(machine, start + 5000), QStringList{u"poll 1 at idc2"_s});
    machine.polled(1, answer(ScanedButRedirect, u"idc2"_s), start + 6000);
    EXPECT_EQ(take(machine, start + 6000), QStringList());
    EXPECT_EQ(take(machine, start + 7000), QStringList{u"poll 1 at idc2"_s});
    machine.polled(1, answer(Expired), start + 8000);
    EXPECT_EQ(take(machine, start + 8000), QStringList{u"fetch"_s});
    machine.fetched(code(2), start + 8000);
    EXPECT_EQ(take(machine, start + 8000), QStringList{u"poll 2"_s});
}

TEST(LoginMachine, tellsWhatHappenedInOrder)
{
    LoginMachine machine = withCode();
    machine.polled(1, answer(Wait), start + 1000);
    take(machine, start + 2000);
    machine.polled(1, answer(Wait), start + 3000);
    take(machine, start + 100'000);
    machine.fetched(code(2), start + 100'000);
    take(machine, start + 100'000);
    machine.polled(2, answer(NeedVerifyCode), start + 101'000);
    ASSERT_TRUE(machine.enterDigits(u"0000"_s, start + 101'000));
    take(machine, start + 101'000);
    machine.polled(2, answer(NeedVerifyCode), start + 102'000);
    ASSERT_TRUE(machine.enterDigits(u"4711"_s, start + 103'000));
    take(machine, start + 103'000);
    machine.polled(2, answer(Scaned), start + 104'000);
    take(machine, start + 105'000);
    machine.polled(2, answer(Confirmed), start + 106'000);
    EXPECT_EQ(machine.takeEvents(),
        (QStringList{u"qr"_s, u"wait"_s, u"masked"_s, u"qr"_s, u"need_verifycode"_s, u"need_verifycode"_s, u"scaned"_s,
            u"confirmed"_s}));
    EXPECT_TRUE(machine.takeEvents().isEmpty());
}

TEST(LoginMachine, anotherProcessCanTakeItOverWithAllItsCodes)
{
    LoginMachine machine = withCode();
    const qint64 now = start + 100'000;
    take(machine, now);
    machine.fetched(code(2), now);
    machine.polled(1, answer(ScanedButRedirect, u"idc2:8443"_s), now);
    const auto state = LoginState::restored(machine.state().serialised());
    ASSERT_TRUE(state);
    LoginMachine other(settings, *state);
    other.look(true, now + 30'000);
    EXPECT_EQ(take(other, now + 30'000), (QStringList{u"poll 1 at idc2:8443"_s, u"poll 2"_s}));
    EXPECT_EQ(other.state().codes.back().token.reveal(), "token2");
    EXPECT_EQ(other.state().codes.back().content, code(2).content);
    take(other, start + 480'000);
    EXPECT_EQ(other.end(), LoginEnd::Running) << "the scanned code is still alive";
    other.polled(1, answer(Expired), start + 480'000);
    take(other, start + 480'000);
    EXPECT_EQ(other.end(), LoginEnd::TimeLimit) << "a take-over is no new look";
}

TEST(LoginState, refusesADamagedRecord)
{
    for (const QByteArray &text : {QByteArray(), QByteArray("{}"), QByteArray("{\"version\":2}"), QByteArray("[1]"),
             QByteArray(R"({"version":1,"lastCodeId":1,"codes":[{"id":1}]})"),
             QByteArray(R"({"version":1,"lastCodeId":1,"codes":[{"id":1,"token":"t","host":"evil/../x"}]})"),
             QByteArray(R"({"version":1,"lastCodeId":1,"codes":[{"id":1,"token":"t","stage":9}]})"),
             QByteArray(R"({"version":1,"lastCodeId":1,"codes":[{"id":2,"token":"t"}]})")}) {
        const auto state = LoginState::restored(text);
        ASSERT_FALSE(state) << text.toStdString();
        EXPECT_EQ(state.error().kind, ErrorKind::Invalid);
    }
}
