<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en">
<context>
    <name>AnswerControl</name>
    <message>
        <source>This question cannot be answered at this terminal. Please ask the staff.</source>
        <translation>这个问题无法在本终端回答，请询问工作人员。</translation>
    </message>
</context>
<context>
    <name>AnswerLine</name>
    <message>
        <source>Not answered</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
</context>
<context>
    <name>ArrivalNotice</name>
    <message>
        <source>Your appointment was at %1. You now wait like those without one.</source>
        <translation>您的预约时间是 %1，已过时限，现在与未预约的群众一起排队。</translation>
    </message>
    <message>
        <source>Your appointment is at %1. You are called around then, or sooner if nobody else waits.</source>
        <translation>您的预约时间是 %1，届时叫号；如无人等候会提前叫到您。</translation>
    </message>
    <message>
        <source>Your appointment at %1 is checked in. It keeps its place.</source>
        <translation>%1 的预约已报到，按预约顺序叫号。</translation>
    </message>
    <message>
        <source>You had checked in already: this is the same ticket.</source>
        <translation>您已报到过，这是同一张号票。</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>Back (Esc)</source>
        <translation>返回 (Esc)</translation>
    </message>
</context>
<context>
    <name>AwayDeeds</name>
    <message>
        <source>Call next</source>
        <translation>叫下一位</translation>
    </message>
    <message>
        <source>Start serving</source>
        <translation>开始办理</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>未到</translation>
    </message>
</context>
<context>
    <name>AwayPage</name>
    <message>
        <source>The hall&apos;s server answers again. Finish with this citizen; the console then goes back to normal.</source>
        <translation>大厅服务器已恢复。请先办完当前群众，窗口随后恢复正常。</translation>
    </message>
    <message>
        <source>Emergency: the hall&apos;s server does not answer. Go on here; it is told everything later.</source>
        <translation>应急模式：大厅服务器没有应答。请在此继续办理，恢复后会自动补报。</translation>
    </message>
    <message>
        <source>Call this number aloud. The boards do not show it.</source>
        <translation>请口头叫此号码，显示屏不会显示。</translation>
    </message>
    <message>
        <source>Being served</source>
        <translation>正在办理</translation>
    </message>
    <message>
        <source>The counter is free</source>
        <translation>窗口空闲</translation>
    </message>
    <message>
        <source>Ask aloud who has one of these numbers, and serve whoever shows a ticket:</source>
        <translation>请口头询问谁持有以下号码，为出示号票的群众办理：</translation>
    </message>
    <message>
        <source>No numbers are known here. Ask who is next.</source>
        <translation>此处暂无号码信息，请询问下一位是谁。</translation>
    </message>
    <message>
        <source>Number on the ticket</source>
        <translation>号票上的号码</translation>
    </message>
    <message>
        <source>Serve this ticket</source>
        <translation>办理此号</translation>
    </message>
    <message>
        <source>Deeds that the server has not heard of yet: %1</source>
        <translation>尚未上报服务器的操作：%1</translation>
    </message>
    <message>
        <source>Kept for this counter to call: %1</source>
        <translation>预留给本窗口的号码：%1</translation>
    </message>
</context>
<context>
    <name>BoardWords</name>
    <message>
        <source>Now calling</source>
        <translation>正在叫号</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>At the counters</source>
        <translation>窗口现况</translation>
    </message>
    <message>
        <source>People waiting</source>
        <translation>等候人数</translation>
    </message>
    <message>
        <source>Nobody has been called yet</source>
        <translation>还没有叫号</translation>
    </message>
    <message>
        <source>Nobody is waiting now</source>
        <translation>现在无人等候</translation>
    </message>
    <message>
        <source>Please go to counter {counter}</source>
        <translation>请到 {counter} 号窗口</translation>
    </message>
    <message>
        <source>Not up to date since {time}: listen for your number</source>
        <translation>自 {time} 起未更新，请留意广播</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>网络中断</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} 人</translation>
    </message>
    <message>
        <source>{count} person</source>
        <translation>{count} 人</translation>
    </message>
    <message>
        <source>{low}–{high} min</source>
        <translation>{low}–{high} 分钟</translation>
    </message>
    <message>
        <source>about {low}–{high} min</source>
        <translation>约 {low}–{high} 分钟</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>The form is not published here, so its fields stand under their own names.</source>
        <translation>本机没有这份表格的定义，以下按字段名显示。</translation>
    </message>
    <message>
        <source>Still to come by %1: %2</source>
        <translation>须在 %1 前补交：%2</translation>
    </message>
    <message>
        <source>Still to come: %1</source>
        <translation>待补交：%1</translation>
    </message>
    <message>
        <source>Paper handed in: %1 (%2 kB)</source>
        <translation>已交材料：%1（%2 kB）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>S  Hide what is masked</source>
        <translation>S  隐藏敏感内容</translation>
    </message>
    <message>
        <source>S  Show what is masked</source>
        <translation>S  显示敏感内容</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Check in for your appointment</source>
        <translation>预约报到</translation>
    </message>
    <message>
        <source>Hold the code of your appointment under the reader, or type it here.</source>
        <translation>请把预约码对准扫码口，或在此输入。</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Take a ticket instead</source>
        <translation>改为现场取号</translation>
    </message>
    <message>
        <source>Code of your appointment</source>
        <translation>预约码</translation>
    </message>
    <message>
        <source>We do not find an appointment with this code.</source>
        <translation>找不到使用此预约码的预约。</translation>
    </message>
    <message>
        <source>There were too many wrong codes here.</source>
        <translation>这里输错的次数太多。</translation>
    </message>
    <message>
        <source>Your appointment is at another hall: %1.</source>
        <translation>您的预约在另一个大厅：%1。</translation>
    </message>
    <message>
        <source>Your appointment is on another day: %1, %2.</source>
        <translation>您的预约不在今天：%1，%2。</translation>
    </message>
    <message>
        <source>This appointment was cancelled.</source>
        <translation>此预约已取消。</translation>
    </message>
    <message>
        <source>Your appointment was at %1, more than an hour ago.</source>
        <translation>您的预约时间是 %1，已过去一个多小时。</translation>
    </message>
    <message>
        <source>This appointment is over: you have been served.</source>
        <translation>此预约已办理完毕。</translation>
    </message>
    <message>
        <source>This service is closed now.</source>
        <translation>该事项现在不在办理时间。</translation>
    </message>
    <message>
        <source>The queue of the hall cannot be reached just now.</source>
        <translation>暂时连不上大厅的排队系统。</translation>
    </message>
    <message>
        <source>This did not work. Nothing was lost.</source>
        <translation>没有成功，但内容没有丢失。</translation>
    </message>
    <message>
        <source>Please compare it with your message; O and 0 are the same to us. Or ask the staff at the information desk.</source>
        <translation>请与收到的短信核对，字母 O 和数字 0 不必区分；也可以询问咨询台的工作人员。</translation>
    </message>
    <message>
        <source>Please try again in %1 seconds, or ask the staff at the information desk.</source>
        <translation>请在 %1 秒后再试，或询问咨询台的工作人员。</translation>
    </message>
    <message>
        <source>Please ask the staff at the information desk.</source>
        <translation>请询问咨询台的工作人员。</translation>
    </message>
    <message>
        <source>You can take a ticket for today, or ask the staff at the information desk.</source>
        <translation>您可以在此取今天的号，或询问咨询台的工作人员。</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1 · 第 %2 步，共 %3 步</translation>
    </message>
    <message>
        <source>Check your answers</source>
        <translation>请核对您填写的内容</translation>
    </message>
    <message>
        <source>Submitting</source>
        <translation>正在提交</translation>
    </message>
    <message>
        <source>Submit application</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>Hold to show hidden answers</source>
        <translation>按住显示隐藏的内容</translation>
    </message>
</context>
<context>
    <name>ChoiceGrid</name>
    <message>
        <source>I have read this and agree</source>
        <translation>我已阅读并同意</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>没有人在等候本窗口。</translation>
    </message>
    <message>
        <source>The hall&apos;s server does not answer. Press the key again; nothing is done twice.</source>
        <translation>大厅服务器没有应答。请再按一次，不会重复办理。</translation>
    </message>
    <message>
        <source>Staff code or PIN is not right. Check both and try again.</source>
        <translation>工号或密码不对。请核对后再试。</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait a little and try again.</source>
        <translation>密码错误次数过多。请稍等再试。</translation>
    </message>
    <message>
        <source>This account is locked after five wrong PINs. Ask the manager to unlock it.</source>
        <translation>密码错误五次，账号已锁定。请联系值班经理解锁。</translation>
    </message>
    <message>
        <source>Your shift has ended here. Please sign in again.</source>
        <translation>本次登录已结束。请重新登录。</translation>
    </message>
    <message>
        <source>You are signed in at another counter. Sign out there first.</source>
        <translation>您已在其他窗口登录。请先在那里退出。</translation>
    </message>
    <message>
        <source>That is no number of this hall. Type it as it stands on the ticket.</source>
        <translation>没有这样的号码，请按号票上的写法输入。</translation>
    </message>
    <message>
        <source>This counter still has a ticket. Finish it or mark it as a no-show first.</source>
        <translation>本窗口还有一张号票。请先办结或标记未到。</translation>
    </message>
    <message>
        <source>That is not possible now. Look at the state of the ticket.</source>
        <translation>现在不能这样操作。请查看号票状态。</translation>
    </message>
    <message>
        <source>Please give the citizen a little more time, then press again.</source>
        <translation>请再给办事人一点时间，然后再按。</translation>
    </message>
    <message>
        <source>This counter does not take that service.</source>
        <translation>本窗口不办理该事项。</translation>
    </message>
    <message>
        <source>All who wait are kept for another counter. Press again in a moment, or tell the manager.</source>
        <translation>等候的号码均预留给其他窗口。请稍后再按，或告知值班主管。</translation>
    </message>
    <message>
        <source>That did not work. Try again, or ask the technician.</source>
        <translation>操作未成功。请再试，或联系技术员。</translation>
    </message>
    <message>
        <source>The hall does not know this counter, or it does not take that service.</source>
        <translation>大厅没有这个窗口，或该窗口不办这项业务。</translation>
    </message>
    <message>
        <source>That belongs to another clerk. Ask them, or the manager.</source>
        <translation>这属于另一位工作人员，请联系对方或主管。</translation>
    </message>
    <message>
        <source>The service is closed now, so no ticket is given for it.</source>
        <translation>该业务现在不开放，不能取号。</translation>
    </message>
    <message>
        <source>All tickets of today are given out for this service.</source>
        <translation>该业务今天的号已发完。</translation>
    </message>
    <message>
        <source>The hall gives no tickets for this service.</source>
        <translation>大厅不为这项业务发号。</translation>
    </message>
    <message>
        <source>The hall does not know this priority. Choose another one.</source>
        <translation>没有这种优先类别，请另选。</translation>
    </message>
    <message>
        <source>That ticket is not known here. Look for it by its number.</source>
        <translation>这里没有这个号，请按号码查找。</translation>
    </message>
    <message>
        <source>Something else was done with this press before. Press again.</source>
        <translation>这次按键已用于别的操作，请再按一次。</translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation>请先选择原因。</translation>
    </message>
    <message>
        <source>The hall has no such reason any more. Choose another one.</source>
        <translation>大厅已没有这个原因，请另选。</translation>
    </message>
    <message>
        <source>Say how the matter ended first.</source>
        <translation>请先选择办理结果。</translation>
    </message>
    <message>
        <source>This service has no such end any more. Choose another one.</source>
        <translation>该业务已没有这种结果，请另选。</translation>
    </message>
    <message>
        <source>Nobody has this code. Compare it with the paper or the message.</source>
        <translation>没有这个预约码，请与凭条或短信核对。</translation>
    </message>
    <message>
        <source>This appointment is at another hall.</source>
        <translation>这个预约在别的大厅。</translation>
    </message>
    <message>
        <source>This appointment is on another day.</source>
        <translation>这个预约不是今天。</translation>
    </message>
    <message>
        <source>This appointment was cancelled. Give a ticket without one.</source>
        <translation>这个预约已取消，请另行取号。</translation>
    </message>
    <message>
        <source>This matter has its rating already.</source>
        <translation>此事项已评价。</translation>
    </message>
    <message>
        <source>Only a manager can do that. Ask one to sign in.</source>
        <translation>只有主管可以这样做，请主管登录。</translation>
    </message>
    <message>
        <source>Nothing of this number has come in. Compare it with the paper.</source>
        <translation>没有收到这个编号的申请，请与回执核对。</translation>
    </message>
    <message>
        <source>This form is for another service. Send the citizen to a counter for it.</source>
        <translation>这份表格属于别的业务，请引导群众到相应窗口。</translation>
    </message>
    <message>
        <source>Only the central system can open this form.</source>
        <translation>这份表格只有上级系统能够打开。</translation>
    </message>
    <message>
        <source>The answers are not kept here any more. Look in the central system.</source>
        <translation>这里不再保存填写内容，请在上级系统查看。</translation>
    </message>
    <message>
        <source>nobody else was waiting</source>
        <translation>没有其他人在等</translation>
    </message>
    <message>
        <source>first by waiting time</source>
        <translation>按等候时间排在最前</translation>
    </message>
    <message>
        <source>others had gone before often enough</source>
        <translation>已多次被别人先办</translation>
    </message>
    <message>
        <source>booked for later, and nobody else was waiting</source>
        <translation>预约时间未到，但没有其他人在等</translation>
    </message>
    <message>
        <source>helping out another service</source>
        <translation>支援其他业务</translation>
    </message>
    <message>
        <source>called out of turn</source>
        <translation>未按顺序呼叫</translation>
    </message>
    <message>
        <source>was on hold</source>
        <translation>此前暂缓</translation>
    </message>
    <message>
        <source>%1 is finished.</source>
        <translation>%1 已办结。</translation>
    </message>
    <message>
        <source>%1 did not come.</source>
        <translation>%1 未到。</translation>
    </message>
    <message>
        <source>%1 is being served.</source>
        <translation>%1 正在办理。</translation>
    </message>
    <message>
        <source>%1 is on hold.</source>
        <translation>%1 已暂缓。</translation>
    </message>
    <message>
        <source>%1 was sent on.</source>
        <translation>%1 已转出。</translation>
    </message>
    <message>
        <source>Called, waiting for the citizen</source>
        <translation>已呼叫，等候群众到窗口</translation>
    </message>
    <message>
        <source>Being served</source>
        <translation>正在办理</translation>
    </message>
    <message>
        <source>The counter is free</source>
        <translation>窗口空闲</translation>
    </message>
    <message>
        <source>The counter is paused</source>
        <translation>窗口暂停</translation>
    </message>
    <message>
        <source>The counter is closed</source>
        <translation>窗口已关闭</translation>
    </message>
    <message>
        <source>A moment to wrap up</source>
        <translation>整理中</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>priority: %1</source>
        <translation>优先：%1</translation>
    </message>
    <message>
        <source>Why this one: %1</source>
        <translation>为何叫这位：%1</translation>
    </message>
    <message>
        <source>Kept for one clerk or counter until %1.</source>
        <translation>在 %1 之前留给指定的人员或窗口。</translation>
    </message>
    <message>
        <source>Booked: callable from %1.</source>
        <translation>预约：%1 起可以呼叫。</translation>
    </message>
    <message>
        <source>About %1 to %2 minutes more.</source>
        <translation>大约还要 %1 到 %2 分钟。</translation>
    </message>
    <message>
        <source>%1 came later and was called before: %2.</source>
        <translation>%1 后到却先被呼叫：%2。</translation>
    </message>
    <message>
        <source>Nobody is before this ticket in its line.</source>
        <translation>同一业务中前面没有人。</translation>
    </message>
    <message>
        <source>People before this ticket in its line: %1.</source>
        <translation>同一业务中前面还有 %1 人。</translation>
    </message>
    <message>
        <source>%1: in 30 minutes people will wait about %2 min (promised: %3). Open another counter.</source>
        <translation>%1：30 分钟后将等候约 %2 分钟（承诺 %3 分钟），请增开窗口。</translation>
    </message>
    <message>
        <source>%1: in 30 minutes waits may pass %3 min (now about %2 foreseen).</source>
        <translation>%1：30 分钟后等候可能超过 %3 分钟（预计约 %2 分钟）。</translation>
    </message>
    <message>
        <source>Waited %1 min</source>
        <translation>已等 %1 分钟</translation>
    </message>
    <message>
        <source>Called %1 times</source>
        <translation>已呼叫 %1 次</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>已办：%1</translation>
    </message>
    <message>
        <source>Then: %1</source>
        <translation>还要办：%1</translation>
    </message>
    <message>
        <source>Goes back to the colleague who sent it</source>
        <translation>办完转回原窗口同事</translation>
    </message>
    <message>
        <source>It is too late to take that back. Look for the ticket by its number instead.</source>
        <translation>已不能撤回，请按号码查找这张号。</translation>
    </message>
    <message>
        <source>Call next</source>
        <translation>呼叫下一位</translation>
    </message>
    <message>
        <source>Start serving</source>
        <translation>开始办理</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>再次呼叫</translation>
    </message>
    <message>
        <source>Next service here</source>
        <translation>接着办下一项</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>未到</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Send on</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause after this</source>
        <translation>办完后暂停</translation>
    </message>
    <message>
        <source>Ready again</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>No pause after this</source>
        <translation>取消暂停</translation>
    </message>
    <message>
        <source>Close and sign out</source>
        <translation>关闭并退出</translation>
    </message>
    <message>
        <source>Wrong call</source>
        <translation>误呼退回</translation>
    </message>
    <message>
        <source>Without a ticket</source>
        <translation>无号办理</translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation>增加业务</translation>
    </message>
    <message>
        <source>Filed form</source>
        <translation>已交表格</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>预约签到</translation>
    </message>
    <message>
        <source>Free a silent counter</source>
        <translation>释放失联窗口</translation>
    </message>
    <message>
        <source>Move counters</source>
        <translation>调整窗口</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>appointment %1</source>
        <translation>预约 %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>kept for you or this counter</source>
        <translation>留给您或本窗口</translation>
    </message>
    <message>
        <source>not before %1</source>
        <translation>%1 起可呼叫</translation>
    </message>
    <message>
        <source>coming back needs a reason</source>
        <translation>恢复排队须填原因</translation>
    </message>
    <message>
        <source>called to counter %1</source>
        <translation>已呼叫到 %1 号窗口</translation>
    </message>
    <message>
        <source>served at counter %1</source>
        <translation>在 %1 号窗口办理</translation>
    </message>
    <message>
        <source>for its clerk</source>
        <translation>限原办理人</translation>
    </message>
    <message>
        <source>for its counter</source>
        <translation>限原窗口</translation>
    </message>
    <message>
        <source>for everybody</source>
        <translation>所有窗口</translation>
    </message>
    <message>
        <source>How did it end?</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>How many of these?</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Finish %1</source>
        <translation>办结 %1</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Back in the line by itself?</source>
        <translation>何时自动回到队列</translation>
    </message>
    <message>
        <source>No, when called</source>
        <translation>不自动，等待呼叫</translation>
    </message>
    <message>
        <source>Who may go on with it?</source>
        <translation>谁可以继续办理</translation>
    </message>
    <message>
        <source>I</source>
        <translation>我本人</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有窗口</translation>
    </message>
    <message>
        <source>Put %1 on hold</source>
        <translation>暂缓 %1</translation>
    </message>
    <message>
        <source>%1 was called by mistake</source>
        <translation>误呼 %1</translation>
    </message>
    <message>
        <source>Put back, first in line</source>
        <translation>退回队首</translation>
    </message>
    <message>
        <source>Whoever is free</source>
        <translation>任一空闲窗口</translation>
    </message>
    <message>
        <source>To which service?</source>
        <translation>转到哪项业务</translation>
    </message>
    <message>
        <source>To which counter?</source>
        <translation>转到哪个窗口</translation>
    </message>
    <message>
        <source>Place in the line</source>
        <translation>排队位置</translation>
    </message>
    <message>
        <source>As if always there</source>
        <translation>保留原等候时间</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>排到最后</translation>
    </message>
    <message>
        <source>At the front (needs a reason)</source>
        <translation>排到最前（须填原因）</translation>
    </message>
    <message>
        <source>Comes back to you?</source>
        <translation>办完转回您这里吗</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Yes, afterwards</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Note for the colleague</source>
        <translation>给同事的留言</translation>
    </message>
    <message>
        <source>Send %1 on</source>
        <translation>转出 %1</translation>
    </message>
    <message>
        <source>Add a service to %1</source>
        <translation>为 %1 增加业务</translation>
    </message>
    <message>
        <source>Somebody without a ticket</source>
        <translation>无号办理</translation>
    </message>
    <message>
        <source>Why a pause?</source>
        <translation>暂停原因</translation>
    </message>
    <message>
        <source>Which counter takes other services?</source>
        <translation>调整哪个窗口的业务</translation>
    </message>
    <message>
        <source>Code of the appointment</source>
        <translation>预约码</translation>
    </message>
    <message>
        <source>Somebody with an appointment</source>
        <translation>预约群众</translation>
    </message>
    <message>
        <source>What is open after a copy was put back</source>
        <translation>恢复备份后未了结的号</translation>
    </message>
    <message>
        <source>Which counter is silent?</source>
        <translation>哪个窗口失联</translation>
    </message>
    <message>
        <source>Free what a silent counter holds</source>
        <translation>释放失联窗口保留的号</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>From the next call on</source>
        <translation>从下一次呼叫起</translation>
    </message>
    <message>
        <source>What counter %1 takes</source>
        <translation>%1 号窗口办理的业务</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>As in the catalogue again</source>
        <translation>恢复目录设置</translation>
    </message>
    <message>
        <source>Other services</source>
        <translation>另选业务</translation>
    </message>
    <message>
        <source>Counter %1 is moved</source>
        <translation>%1 号窗口已调整</translation>
    </message>
    <message>
        <source>Why is %1 called out of turn?</source>
        <translation>为何提前呼叫 %1</translation>
    </message>
    <message>
        <source>Why does %1 wait again?</source>
        <translation>为何恢复 %1 排队</translation>
    </message>
    <message>
        <source>Why is %1 cancelled?</source>
        <translation>为何取消 %1</translation>
    </message>
    <message>
        <source>Why is %1 taken over?</source>
        <translation>为何接管 %1</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先类别</translation>
    </message>
    <message>
        <source>Priority of %1</source>
        <translation>%1 的优先类别</translation>
    </message>
    <message>
        <source>Why not %1 yet?</source>
        <translation>为何还没轮到 %1</translation>
    </message>
    <message>
        <source>Number of the ticket</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Find a ticket</source>
        <translation>查找号码</translation>
    </message>
    <message>
        <source>No ticket of today has this number.</source>
        <translation>今天没有这个号码。</translation>
    </message>
    <message>
        <source>Receipt number, typed or scanned</source>
        <translation>回执编号（输入或扫码）</translation>
    </message>
    <message>
        <source>Open a filed form</source>
        <translation>打开已提交的表格</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Finished at %1, counter %2.</source>
        <translation>%1 在 %2 号窗口办结。</translation>
    </message>
    <message>
        <source>Cancelled at %1.</source>
        <translation>%1 已取消。</translation>
    </message>
    <message>
        <source>Not served: the day ended.</source>
        <translation>未办理：当天已结束。</translation>
    </message>
    <message>
        <source>Called at %1 to counter %2.</source>
        <translation>%1 已呼叫到 %2 号窗口。</translation>
    </message>
    <message>
        <source>Served at counter %2 since %1.</source>
        <translation>%1 起在 %2 号窗口办理。</translation>
    </message>
    <message>
        <source>On hold for its clerk.</source>
        <translation>暂缓，限原办理人。</translation>
    </message>
    <message>
        <source>Nothing can be done with this ticket here.</source>
        <translation>这张号在这里不能操作。</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Call it now</source>
        <translation>现在呼叫</translation>
    </message>
    <message>
        <source>Go on: the citizen is here</source>
        <translation>继续办理：群众已在窗口</translation>
    </message>
    <message>
        <source>Call it back</source>
        <translation>呼叫回来</translation>
    </message>
    <message>
        <source>Let it wait again</source>
        <translation>恢复排队</translation>
    </message>
    <message>
        <source>Take over: it waits again</source>
        <translation>接管：重新排队</translation>
    </message>
    <message>
        <source>Why not yet?</source>
        <translation>为何还没轮到</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DateQuestion</name>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Hour (0 to 23)</source>
        <translation>时（0 到 23）</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>分</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Finish visit</source>
        <translation>办完离开</translation>
    </message>
    <message>
        <source>Take a ticket too</source>
        <translation>同时取号</translation>
    </message>
    <message>
        <source>Your application is submitted</source>
        <translation>您的申请已提交</translation>
    </message>
    <message>
        <source>Your reference</source>
        <translation>您的回执编号</translation>
    </message>
    <message>
        <source>The code of your receipt, to be photographed</source>
        <translation>回执二维码，可拍照留存</translation>
    </message>
    <message>
        <source>Your ticket is %1. Your number appears on the board, with the counter to go to.</source>
        <translation>您的号码是 %1。叫到您时，大屏会显示您的号码和窗口。</translation>
    </message>
    <message>
        <source>Saved. The department&apos;s centre cannot be reached now; the hall passes it on by itself as soon as it can. You need not wait.</source>
        <translation>已保存。办理部门的系统暂时连接不上，恢复后大厅自动转送，您不必等候。</translation>
    </message>
    <message>
        <source>Saved here, and on its way to the department.</source>
        <translation>已保存，正在送往办理部门。</translation>
    </message>
    <message>
        <source>Saved here. It is sent as soon as the line is back; you need not wait.</source>
        <translation>已保存。网络恢复后自动送出，您不必等候。</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>%1 decides by %2.</source>
        <translation>%1最迟于 %2 办结。</translation>
    </message>
    <message>
        <source>%1 looks at it.</source>
        <translation>由%1办理。</translation>
    </message>
    <message>
        <source>Please bring by %1: %2</source>
        <translation>请最迟于 %1 补交：%2</translation>
    </message>
    <message>
        <source>Please bring later: %1</source>
        <translation>请稍后补交：%1</translation>
    </message>
    <message>
        <source>To follow your application, give the reference at the information desk.</source>
        <translation>需要了解进度时，请向咨询台出示回执编号。</translation>
    </message>
    <message>
        <source>How was filling in this form?</source>
        <translation>这次填表，您满意吗？</translation>
    </message>
</context>
<context>
    <name>ErrorSummary</name>
    <message>
        <source>Please look at this again</source>
        <translation>请再看一下这些内容</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1 · 第 %2 步，共 %3 步</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>This day or time does not exist. Please check the numbers.</source>
        <translation>没有这一天或这个时间，请核对数字。</translation>
    </message>
    <message>
        <source>Enter year, month and day in full, for example 1990 3 27.</source>
        <translation>请把年、月、日填完整，例如 1990 3 27。</translation>
    </message>
    <message>
        <source>This answer cannot be right. Please check: %1</source>
        <translation>这里填写的内容不对，请核对：%1</translation>
    </message>
    <message>
        <source>To go on, please tick the box if you agree.</source>
        <translation>如果您同意，请勾选后继续。</translation>
    </message>
    <message>
        <source>Please choose an answer: %1</source>
        <translation>请选择：%1</translation>
    </message>
    <message>
        <source>Please fill in: %1</source>
        <translation>请填写：%1</translation>
    </message>
</context>
<context>
    <name>Grades</name>
    <message>
        <source>Very dissatisfied</source>
        <translation>很不满意</translation>
    </message>
    <message>
        <source>Dissatisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>Fairly satisfied</source>
        <translation>基本满意</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Very satisfied</source>
        <translation>很满意</translation>
    </message>
    <message>
        <source>What was wrong? You may leave this out.</source>
        <translation>哪里不满意？可以不选。</translation>
    </message>
    <message>
        <source>Why? You may leave this out.</source>
        <translation>为什么？可以不选。</translation>
    </message>
    <message>
        <source>Send rating</source>
        <translation>提交评价</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>Fill in now</source>
        <translation>现在填写</translation>
    </message>
    <message>
        <source>Take a ticket</source>
        <translation>取号</translation>
    </message>
    <message>
        <source>All tickets of today are given out.</source>
        <translation>今天的号已取完。</translation>
    </message>
    <message>
        <source>This service is closed now: there are no tickets.</source>
        <translation>该事项现在不办理，暂不取号。</translation>
    </message>
    <message>
        <source>There are tickets again from: %1</source>
        <translation>恢复取号时间：%1</translation>
    </message>
    <message>
        <source>Please ask the staff at the information desk.</source>
        <translation>请咨询服务台工作人员。</translation>
    </message>
    <message>
        <source>Does one of these apply to you? Then you wait less</source>
        <translation>您符合以下情况吗？可以少等一会儿</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>办理对象</translation>
    </message>
    <message>
        <source>Persons and companies</source>
        <translation>个人和企业</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>How long it takes</source>
        <translation>办理时限</translation>
    </message>
    <message>
        <source>%1 working days</source>
        <translation>%1 个工作日</translation>
    </message>
    <message>
        <source>Done while you wait</source>
        <translation>当场办结</translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation>1 个工作日</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>%1 yuan</source>
        <translation>%1 元</translation>
    </message>
    <message>
        <source>Free of charge</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Visits to this hall</source>
        <translation>到现场次数</translation>
    </message>
    <message>
        <source>None: all is done here and by post</source>
        <translation>不用再来：在此办理，结果邮寄</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>办理时间</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1至%2</translation>
    </message>
    <message>
        <source>Papers to bring</source>
        <translation>需要带的材料</translation>
    </message>
    <message>
        <source>%1 (may be brought later)</source>
        <translation>%1（可稍后补交）</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>求助</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>A member of staff is on the way</source>
        <translation>工作人员正在赶来</translation>
    </message>
    <message>
        <source>Calling the staff</source>
        <translation>正在呼叫工作人员</translation>
    </message>
    <message>
        <source>Please ask at the information desk</source>
        <translation>请到咨询台找工作人员</translation>
    </message>
    <message>
        <source>This is terminal %1. Everything you entered stays here.</source>
        <translation>这里是 %1 号终端。您填写的内容都还在。</translation>
    </message>
    <message>
        <source>Back to my page</source>
        <translation>回到我的页面</translation>
    </message>
    <message>
        <source>How this terminal works</source>
        <translation>怎样使用本终端</translation>
    </message>
    <message>
        <source>Touch with a finger, one touch at a time. Back never loses an answer.</source>
        <translation>用手指轻点，一次点一下。返回不会丢失已填的内容。</translation>
    </message>
    <message>
        <source>Language, text size and contrast are at the top of every page.</source>
        <translation>语言、字号和对比度在每页的上方。</translation>
    </message>
    <message>
        <source>Without an internet line everything works as usual: your application is saved here, sealed, and sent later.</source>
        <translation>没有网络也照常办理：您的申请会加密保存，稍后送出。</translation>
    </message>
    <message>
        <source>When you finish or walk away, the screen is cleared and nothing of yours can be read here.</source>
        <translation>您办完或离开后，屏幕立即清空，这里再也看不到您的信息。</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Take a ticket</source>
        <translation>取号</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>您想办什么事？</translation>
    </message>
    <message>
        <source>For myself</source>
        <translation>个人办事</translation>
    </message>
    <message>
        <source>For a company</source>
        <translation>企业办事</translation>
    </message>
    <message>
        <source>Search for a service</source>
        <translation>搜索事项</translation>
    </message>
    <message>
        <source>Life events: everything in one go</source>
        <translation>一件事一次办</translation>
    </message>
    <message>
        <source>By department</source>
        <translation>按部门查找</translation>
    </message>
    <message>
        <source>I have an appointment</source>
        <translation>我有预约</translation>
    </message>
    <message>
        <source>Rate a visit of today or yesterday</source>
        <translation>评价今天或昨天的办理</translation>
    </message>
</context>
<context>
    <name>IdleWarning</name>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>When the seconds have run out, everything you entered is erased.</source>
        <translation>倒计时结束后，您填写的内容将全部清除。</translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>我还需要时间</translation>
    </message>
    <message>
        <source>Finish and erase now</source>
        <translation>结束并立即清除</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Capital letter</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
</context>
<context>
    <name>KeyboardPanel</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
</context>
<context>
    <name>LeavePage</name>
    <message>
        <source>Finish without submitting?</source>
        <translation>不提交就结束吗？</translation>
    </message>
    <message>
        <source>What you have filled in is erased and cannot be brought back.</source>
        <translation>您填写的内容将被清除，无法恢复。</translation>
    </message>
    <message>
        <source>Go on filling in</source>
        <translation>继续填写</translation>
    </message>
    <message>
        <source>Erase and finish</source>
        <translation>清除并结束</translation>
    </message>
</context>
<context>
    <name>LinkBadge</name>
    <message>
        <source>Connected, centre away</source>
        <translation>网络正常，中心暂不通</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>网络正常</translation>
    </message>
    <message>
        <source>Offline, works as usual</source>
        <translation>网络中断，照常办理</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>打印机正常</translation>
    </message>
    <message>
        <source>Printer out of paper</source>
        <translation>打印机缺纸</translation>
    </message>
    <message>
        <source>Printer not working</source>
        <translation>打印机暂不可用</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Back without choosing</source>
        <translation>不选，返回</translation>
    </message>
    <message>
        <source>Search in this list</source>
        <translation>在列表中搜索</translation>
    </message>
    <message>
        <source>Nothing in the list is called like this.</source>
        <translation>列表中没有这样的名称。</translation>
    </message>
</context>
<context>
    <name>ListQuestion</name>
    <message>
        <source>Choose from the list</source>
        <translation>从列表中选择</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Waiting</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>未到</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>其他窗口</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>And %1 more; F finds one by its number.</source>
        <translation>另有 %1 人；按 F 按号码查找。</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Counter %1</source>
        <translation>%1 号窗口</translation>
    </message>
</context>
<context>
    <name>PageFrame</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>More below</source>
        <translation>下面还有</translation>
    </message>
</context>
<context>
    <name>PaperNotice</name>
    <message>
        <source>Your receipt is printed. Please take it.</source>
        <translation>回执已打印，请取走。</translation>
    </message>
    <message>
        <source>Your ticket is printed. Please take it.</source>
        <translation>号票已打印，请取走。</translation>
    </message>
    <message>
        <source>The printer is not ready: the paper comes as soon as it is.</source>
        <translation>打印机还没准备好，好了就会打印。</translation>
    </message>
    <message>
        <source>We do not know whether the paper came out whole.</source>
        <translation>不能确定纸张是否打印完整。</translation>
    </message>
    <message>
        <source>The paper could not be printed.</source>
        <translation>没有打印成功。</translation>
    </message>
    <message>
        <source>Printing now.</source>
        <translation>正在打印。</translation>
    </message>
    <message>
        <source>Your application is safe. Write down the number above or photograph it, or ask the staff for the paper.</source>
        <translation>您的申请已安全保存。请抄下或拍下上面的编号，也可以请工作人员补打。</translation>
    </message>
    <message>
        <source>Your number is valid without paper. Please remember it.</source>
        <translation>没有纸质号票同样有效，请记住您的号码。</translation>
    </message>
</context>
<context>
    <name>PictureQuestion</name>
    <message>
        <source>This terminal has no scanner.</source>
        <translation>本终端没有扫描仪。</translation>
    </message>
    <message>
        <source>Please ask the staff for one that has, or give this paper at the counter. Your answers stay here meanwhile.</source>
        <translation>请工作人员指引您到有扫描仪的终端，或到窗口提交这份材料。您填写的内容会保留。</translation>
    </message>
    <message>
        <source>The picture is attached.</source>
        <translation>照片已附上。</translation>
    </message>
    <message>
        <source>The document is attached.</source>
        <translation>文件已附上。</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>移除照片</translation>
    </message>
    <message>
        <source>Remove document</source>
        <translation>移除文件</translation>
    </message>
    <message>
        <source>Choose the scan that belongs here.</source>
        <translation>请选择属于这里的扫描件。</translation>
    </message>
    <message>
        <source>Lay the paper on the scanner and press its button. Then touch &quot;Look again&quot;.</source>
        <translation>请把材料放在扫描仪上并按下按钮，然后点“再看一下”。</translation>
    </message>
    <message>
        <source>This scan is too large. Please scan it again, in a smaller size.</source>
        <translation>这份扫描件太大，请用较小的尺寸重新扫描。</translation>
    </message>
    <message>
        <source>This scan cannot be read. Please scan the paper again.</source>
        <translation>这份扫描件无法读取，请重新扫描。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一下</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>%1 waiting for this counter</source>
        <translation>%1 人在等候本窗口</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>无人等候</translation>
    </message>
    <message>
        <source>From a colleague</source>
        <translation>同事留言</translation>
    </message>
    <message>
        <source>A form was filed with this ticket: F12 opens it.</source>
        <translation>此号附有已提交的表格：按 F12 打开。</translation>
    </message>
    <message>
        <source>U  Take back (%1 s)</source>
        <translation>U  撤回（%1 秒）</translation>
    </message>
</context>
<context>
    <name>PriorityPage</name>
    <message>
        <source>Does one of these apply to you?</source>
        <translation>您属于以下哪种情况？</translation>
    </message>
    <message>
        <source>Touch it and your ticket comes: you are called earlier. No proof is needed here.</source>
        <translation>点一下即可取号，将提前叫号。这里不需要出示证明。</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>%1 (you may leave this empty)</source>
        <translation>%1（可不填）</translation>
    </message>
    <message>
        <source>You may leave this empty.</source>
        <translation>可不填。</translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>Rate your visit</source>
        <translation>评价办理情况</translation>
    </message>
    <message>
        <source>Hold the code on your ticket under the reader. Or type the ticket&apos;s number and the six digits below its code.</source>
        <translation>请把号票上的二维码对准扫码口，或输入号码和二维码下面的六位数字。</translation>
    </message>
    <message>
        <source>Finish visit</source>
        <translation>办完离开</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>For example A012 482 915</source>
        <translation>例如 A012 482 915</translation>
    </message>
    <message>
        <source>Number and digits of your ticket</source>
        <translation>号票的号码和数字</translation>
    </message>
    <message>
        <source>This visit has its rating. Thank you.</source>
        <translation>这次来访已经评价过了，谢谢。</translation>
    </message>
    <message>
        <source>Nothing of this visit is finished yet.</source>
        <translation>这次来访还没有办完的事项。</translation>
    </message>
    <message>
        <source>We do not find this ticket.</source>
        <translation>找不到这张号票。</translation>
    </message>
    <message>
        <source>There were too many wrong numbers here.</source>
        <translation>这里输错的次数太多。</translation>
    </message>
    <message>
        <source>The queue of the hall cannot be reached just now.</source>
        <translation>暂时连不上大厅的排队系统。</translation>
    </message>
    <message>
        <source>This did not work. Nothing was lost.</source>
        <translation>没有成功，但内容没有丢失。</translation>
    </message>
    <message>
        <source>You can rate each matter from its end until the end of the next day.</source>
        <translation>每个事项办完后，到次日结束前都可以评价。</translation>
    </message>
    <message>
        <source>Please compare it with the paper. Tickets of today and yesterday can be rated.</source>
        <translation>请与号票核对。今天和昨天的号票可以评价。</translation>
    </message>
    <message>
        <source>Please try again in half a minute.</source>
        <translation>请半分钟后再试。</translation>
    </message>
    <message>
        <source>Please try again later, or rate on the page that the code on your ticket opens.</source>
        <translation>请稍后再试，或用手机扫号票上的二维码评价。</translation>
    </message>
    <message>
        <source>%1: how was it?</source>
        <translation>“%1”办得怎么样？</translation>
    </message>
</context>
<context>
    <name>RatingPanel</name>
    <message>
        <source>Thank you for your rating. No clerk can see who it was.</source>
        <translation>感谢您的评价。窗口人员看不到是谁评价的。</translation>
    </message>
</context>
<context>
    <name>RowsPart</name>
    <message>
        <source>Nothing added yet. If there is nothing to add, continue.</source>
        <translation>还没有添加。如果没有要添加的，请点“下一步”。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>再添加一个</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search for a service</source>
        <translation>搜索事项</translation>
    </message>
    <message>
        <source>For example birth or chusheng</source>
        <translation>例如：chusheng、出生</translation>
    </message>
    <message>
        <source>Nothing found. Try another word, or go back and choose a department.</source>
        <translation>没有找到。请换个词，或返回按部门选择。</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Take a ticket for which service?</source>
        <translation>您要取哪个事项的号？</translation>
    </message>
    <message>
        <source>Life event</source>
        <translation>一件事一次办</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>All tickets of today are given out</source>
        <translation>今天的号已取完</translation>
    </message>
    <message>
        <source>Closed until: %1</source>
        <translation>暂停办理，恢复时间：%1</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>现在不办理</translation>
    </message>
    <message>
        <source>Nothing is offered here for this choice. Go back and choose another department, or ask the staff.</source>
        <translation>这里没有符合的事项。请返回选择其他部门，或询问工作人员。</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in to this counter</source>
        <translation>登录本窗口</translation>
    </message>
    <message>
        <source>Staff code</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Go on without the server as %1</source>
        <translation>以 %1 的身份脱机继续办理</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>SignatureQuestion</name>
    <message>
        <source>Clear and sign again</source>
        <translation>清除重签</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Your ticket</source>
        <translation>您的号码</translation>
    </message>
    <message>
        <source>Finish visit</source>
        <translation>办完离开</translation>
    </message>
    <message>
        <source>Fill in the form now</source>
        <translation>现在填写表格</translation>
    </message>
    <message>
        <source>People ahead of you: %1</source>
        <translation>您前面还有 %1 人</translation>
    </message>
    <message>
        <source>You are next.</source>
        <translation>下一位就是您。</translation>
    </message>
    <message>
        <source>Your place counts from now on. How many people are ahead cannot be said at the moment.</source>
        <translation>您的次序从现在起算，前面的人数暂时无法显示。</translation>
    </message>
    <message>
        <source>The wait is about %1 to %2 minutes.</source>
        <translation>大约等候 %1 至 %2 分钟。</translation>
    </message>
    <message>
        <source>The wait is %1 to %2 minutes.</source>
        <translation>预计等候 %1 至 %2 分钟。</translation>
    </message>
    <message>
        <source>With priority: you are called earlier.</source>
        <translation>优先号：将提前叫到您。</translation>
    </message>
    <message>
        <source>You may be called sooner, please stay near.</source>
        <translation>可能会提前叫到您，请不要走远。</translation>
    </message>
    <message>
        <source>Please take a seat. Your number appears on the board, with the counter to go to.</source>
        <translation>请就座等候。叫到您时，大屏会显示您的号码和窗口。</translation>
    </message>
    <message>
        <source>Please take a seat and listen: staff may call your number aloud. Show this number at the counter.</source>
        <translation>请就座，留意工作人员口头叫号，并向窗口出示此号码。</translation>
    </message>
    <message>
        <source>You are called around %1.</source>
        <translation>%1 左右叫号。</translation>
    </message>
</context>
<context>
    <name>TroubleNotice</name>
    <message>
        <source>The queue of the hall cannot be reached just now.</source>
        <translation>暂时连不上大厅的排队系统。</translation>
    </message>
    <message>
        <source>This service is closed now.</source>
        <translation>该事项现在不在办理时间。</translation>
    </message>
    <message>
        <source>All tickets of today are given out.</source>
        <translation>今天的号已取完。</translation>
    </message>
    <message>
        <source>This form cannot be opened at this terminal.</source>
        <translation>本终端无法打开这份表单。</translation>
    </message>
    <message>
        <source>This terminal has no room to save your application. Nothing was lost.</source>
        <translation>本终端没有空间保存您的申请，但内容没有丢失。</translation>
    </message>
    <message>
        <source>This did not work. Nothing was lost.</source>
        <translation>没有成功，但内容没有丢失。</translation>
    </message>
    <message>
        <source>This is not possible just now.</source>
        <translation>现在暂时不能办理。</translation>
    </message>
    <message>
        <source>The opening hours are on this page. You can still fill in the form, if there is one.</source>
        <translation>办理时间见本页。如有表格，您现在仍可填写。</translation>
    </message>
    <message>
        <source>Please come on another day, or ask the staff at the information desk.</source>
        <translation>请改天再来，或到咨询台询问工作人员。</translation>
    </message>
    <message>
        <source>Please try again. If it happens twice, ask the staff at the information desk.</source>
        <translation>请再试一次。如仍不行，请到咨询台找工作人员。</translation>
    </message>
    <message>
        <source>Please use another terminal, or ask the staff at the information desk: they have the form.</source>
        <translation>请换一台终端，或到咨询台找工作人员，他们有这份表单。</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Something went wrong with this terminal</source>
        <translation>本终端出了问题</translation>
    </message>
    <message>
        <source>This is our fault, not yours. What you had not yet submitted is erased; what was submitted is safe.</source>
        <translation>这是我们的问题，不是您的错。尚未提交的内容已清除；已提交的内容是安全的。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>You can also use another terminal, or ask the staff at the information desk.</source>
        <translation>您也可以使用其他终端，或到咨询台找工作人员。</translation>
    </message>
</context>
<context>
    <name>Warnings</name>
    <message>
        <source>And %1 more lines.</source>
        <translation>另有 %1 项。</translation>
    </message>
</context>
</TS>
