<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionWords</name>
    <message>
        <source>Degrade</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Throttle</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Promote</source>
        <translation>推进</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The gateway&apos;s state was not read yet</source>
        <translation>尚未读到网关状态</translation>
    </message>
    <message>
        <source>State is %1 s old; wait for the gateway</source>
        <translation>状态已是 %1 秒前的；请等待网关</translation>
    </message>
    <message>
        <source>An earlier action is not settled yet: %1</source>
        <translation>先前的操作尚无定论：%1</translation>
    </message>
    <message>
        <source>Not in the workspace file</source>
        <translation>工作区文件中没有此操作</translation>
    </message>
    <message>
        <source>The gateway has no version %1</source>
        <translation>网关没有版本 %1</translation>
    </message>
    <message>
        <source>No rollout in progress</source>
        <translation>没有进行中的发布</translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>已经是：%1</translation>
    </message>
    <message>
        <source>Last step reached: %1</source>
        <translation>已到最后一步：%1</translation>
    </message>
    <message>
        <source>Not paused</source>
        <translation>未暂停</translation>
    </message>
    <message>
        <source>Nothing degraded or throttled</source>
        <translation>没有降级或限流</translation>
    </message>
    <message>
        <source>Journal not writable</source>
        <translation>日志不可写</translation>
    </message>
    <message>
        <source>state is old: reason, then hold</source>
        <translation>状态陈旧：先写原因，再按住</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>NOT SENT</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>sending… %1 s</source>
        <translation>发送中… %1 秒</translation>
    </message>
    <message>
        <source>gateway accepted; reading back…</source>
        <translation>网关已接受；正在回读…</translation>
    </message>
    <message>
        <source>read back ✓, watching traffic… %1 s</source>
        <translation>已回读 ✓，正在观察流量… %1 秒</translation>
    </message>
    <message>
        <source>read back ✓</source>
        <translation>已回读 ✓</translation>
    </message>
    <message>
        <source>seen in traffic after %1 s</source>
        <translation>%1 秒后在流量中可见</translation>
    </message>
    <message>
        <source>configured, but not visible in traffic</source>
        <translation>已配置，但在流量中看不到</translation>
    </message>
    <message>
        <source>in force, ends by itself in %1</source>
        <translation>生效中，%1 后自动结束</translation>
    </message>
    <message>
        <source>in force, to be restored in %1</source>
        <translation>生效中，%1 后应恢复</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>not applied</source>
        <translation>未生效</translation>
    </message>
    <message>
        <source>may or may not have happened; checking…</source>
        <translation>可能已发生，也可能没有；正在核实…</translation>
    </message>
    <message>
        <source>was open when the console ended; may or may not have happened; checking…</source>
        <translation>控制台退出时尚未了结；可能已发生，也可能没有；正在核实…</translation>
    </message>
    <message>
        <source>may or may not have happened; checking, attempt %1</source>
        <translation>可能已发生，也可能没有；正在核实，第 %1 次</translation>
    </message>
    <message>
        <source>proven not applied</source>
        <translation>已证明未生效</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>需要您决定</translation>
    </message>
    <message>
        <source>Tier A: versions compared, keys known, stamps kept: one effect or none, and either can be proven.</source>
        <translation>A 级：比较版本、识别请求键、保存印记：至多生效一次，且无论生效与否都可证明。</translation>
    </message>
    <message>
        <source>Tier B: versions compared and stamps kept, but no keys known: one effect or none, and a doubt may need a person.</source>
        <translation>B 级：比较版本并保存印记，但不识别请求键：至多生效一次，存疑时可能需由人判断。</translation>
    </message>
    <message>
        <source>Tier C: read, compared, written: a change within the same moment can be overwritten; one copy is sent, never a second.</source>
        <translation>C 级：先读、再比较、后写入：同一瞬间的他人改动可能被覆盖；只发送一份，绝不重发。</translation>
    </message>
    <message>
        <source>Tier D: the gateway only adds or takes away: one copy is sent, and a lost answer needs a person.</source>
        <translation>D 级：网关只能增减：只发送一份，丢失应答时需由人判断。</translation>
    </message>
    <message>
        <source>lost on a reload</source>
        <translation>重新加载后失效</translation>
    </message>
    <message>
        <source>lost on a restart</source>
        <translation>重启后失效</translation>
    </message>
    <message>
        <source>lost on a reload or a restart</source>
        <translation>重新加载或重启后失效</translation>
    </message>
    <message>
        <source>lost on: %1</source>
        <translation>遇以下情况失效：%1</translation>
    </message>
    <message>
        <source>was open when the console ended; may or may not have happened; waits for your decision</source>
        <translation>控制台退出时尚未了结；可能已发生，也可能没有；等待您决定</translation>
    </message>
    <message>
        <source>Held by %1 since %2: %3</source>
        <translation>由 %1 自 %2 起暂扣：%3</translation>
    </message>
    <message>
        <source>Not yet: %1</source>
        <translation>还不行：%1</translation>
    </message>
</context>
<context>
    <name>AlarmWords</name>
    <message>
        <source>for %1, since %2</source>
        <translation>已持续 %1，自 %2 起</translation>
    </message>
    <message>
        <source>UNKNOWN · %1</source>
        <translation>未知 · %1</translation>
    </message>
    <message>
        <source>%1 when last seen, %2 ago</source>
        <translation>最近所见 %1，%2 前</translation>
    </message>
    <message>
        <source>STOP · %1</source>
        <translation>停止 · %1</translation>
    </message>
    <message>
        <source>WARN · %1</source>
        <translation>警告 · %1</translation>
    </message>
    <message>
        <source>NO RECORD · journal</source>
        <translation>无法记录 · 日志</translation>
    </message>
    <message>
        <source>CONSOLE BLIND · Prometheus</source>
        <translation>控制台失明 · Prometheus</translation>
    </message>
    <message>
        <source>CONSOLE BLIND · gateway</source>
        <translation>控制台失明 · 网关</translation>
    </message>
    <message>
        <source>ATTENTION</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Press to take this message away.</source>
        <translation>点击可移除此消息。</translation>
    </message>
    <message>
        <source>? No data yet: nothing is known of the lines</source>
        <translation>? 尚无数据：各条线情况未知</translation>
    </message>
    <message>
        <source>All inside their gates: %1 of %2 indicators have fresh data</source>
        <translation>全部在门限之内：%2 个指标中 %1 个有新数据</translation>
    </message>
    <message>
        <source>last seen %1 ago</source>
        <translation>最后一次见于 %1 前</translation>
    </message>
    <message>
        <source>CRITICAL · %1</source>
        <translation>严重 · %1</translation>
    </message>
    <message>
        <source>INFO · %1</source>
        <translation>信息 · %1</translation>
    </message>
    <message numerus="yes">
        <source>%n further alarm(s)</source>
        <translation>
            <numerusform>另有 %n 个告警</numerusform>
        </translation>
    </message>
    <message>
        <source>in the list of all (A)</source>
        <translation>见全部告警列表（A）</translation>
    </message>
    <message>
        <source>? No fresh data: nothing is known of the lines now</source>
        <translation>? 没有新数据：目前对各条曲线一无所知</translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message>
        <source>shelved until %1 by %2</source>
        <translation>由 %2 搁置至 %1</translation>
    </message>
    <message>
        <source>silenced in %1 until %2 by %3</source>
        <translation>由 %3 在 %1 中静默至 %2</translation>
    </message>
    <message>
        <source>SOURCE LOST</source>
        <translation>来源丢失</translation>
    </message>
    <message>
        <source>OVER</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>STOP</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>CRITICAL</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>WARNING</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>INFO</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Judge: %1 is worse</source>
        <translation>裁判：%1 变差</translation>
    </message>
    <message>
        <source>%1, %2 % beyond</source>
        <translation>%1，超出 %2 %</translation>
    </message>
    <message>
        <source>%1, %2 times the limit beyond</source>
        <translation>%1，超出限值的 %2 倍</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>已 %1</translation>
    </message>
    <message>
        <source>never seen since</source>
        <translation>此后再未见到</translation>
    </message>
    <message>
        <source>last seen %1 ago</source>
        <translation>最后一次见于 %1 前</translation>
    </message>
    <message>
        <source>over for %1</source>
        <translation>已结束 %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>nobody any more</source>
        <translation>已无来源</translation>
    </message>
    <message>
        <source>held back in favour of another</source>
        <translation>因另一告警而被抑制</translation>
    </message>
    <message>
        <source>seen by %1, %2</source>
        <translation>%1 已确认，%2</translation>
    </message>
    <message numerus="yes">
        <source>came back %n time(s)</source>
        <translation>
            <numerusform>反复 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>no version</source>
        <translation>无版本</translation>
    </message>
    <message>
        <source>no action</source>
        <translation>无操作</translation>
    </message>
    <message>
        <source>%1 is no action</source>
        <translation>%1 不是操作</translation>
    </message>
    <message>
        <source>no service of the workspace, so its action has no button</source>
        <translation>不属于工作区中的任何服务，因此其操作没有按钮</translation>
    </message>
    <message>
        <source>%1 is no action of %2</source>
        <translation>%1 不是 %2 的操作</translation>
    </message>
    <message>
        <source>it cannot be evaluated: %1</source>
        <translation>无法求值：%1</translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>缺少：%1</translation>
    </message>
    <message>
        <source>Runbook: %1</source>
        <translation>处置手册：%1</translation>
    </message>
    <message>
        <source>Told by: %1</source>
        <translation>告知者：%1</translation>
    </message>
</context>
<context>
    <name>ButtonFaces</name>
    <message>
        <source>touches %1 % of traffic</source>
        <translation>影响 %1 % 的流量</translation>
    </message>
    <message>
        <source>%1; never met: %2</source>
        <translation>%1；从未遇到：%2</translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform>（另有 %n 项）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanaryWords</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>who applies it again is not known</source>
        <translation>谁会重新应用它尚不清楚</translation>
    </message>
    <message>
        <source>who applies it again: %1</source>
        <translation>会重新应用它的是：%1</translation>
    </message>
    <message>
        <source>Aborted: all traffic on %1</source>
        <translation>已中止：全部流量在 %1</translation>
    </message>
    <message>
        <source>Aborted: where the traffic goes is not known</source>
        <translation>已中止：流量去向未知</translation>
    </message>
    <message>
        <source>Aborted with the traffic on %1</source>
        <translation>已中止，流量分布为 %1</translation>
    </message>
    <message>
        <source>; the specification still names %1; %2</source>
        <translation>；规格仍写着 %1；%2</translation>
    </message>
    <message>
        <source>Canary at step %1 of %2</source>
        <translation>金丝雀在第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Canary running</source>
        <translation>金丝雀进行中</translation>
    </message>
    <message>
        <source>Canary paused at step %1 of %2</source>
        <translation>金丝雀暂停在第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Canary paused</source>
        <translation>金丝雀已暂停</translation>
    </message>
    <message>
        <source>Rollout aborted</source>
        <translation>发布已中止</translation>
    </message>
    <message>
        <source>Rollout done</source>
        <translation>发布已完成</translation>
    </message>
    <message>
        <source>No rollout</source>
        <translation>没有发布</translation>
    </message>
    <message>
        <source>waits for a person</source>
        <translation>等待人来决定</translation>
    </message>
    <message>
        <source>watched, +%1</source>
        <translation>已观察，+%1</translation>
    </message>
    <message>
        <source>goes on in %1</source>
        <translation>%1 后继续</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Asked for %1, but %2 runs; %3</source>
        <translation>要求的是 %1，运行的却是 %2；%3</translation>
    </message>
    <message>
        <source>The weights add up to %1, not to 100 %</source>
        <translation>权重合计为 %1，而不是 100 %</translation>
    </message>
    <message>
        <source>The gateway says: %1</source>
        <translation>网关称：%1</translation>
    </message>
    <message>
        <source>This gateway keeps no steps: weights alone</source>
        <translation>此网关不保存步骤：只有权重</translation>
    </message>
    <message>
        <source>The gateway names no steps of this rollout</source>
        <translation>网关未给出此次发布的步骤</translation>
    </message>
    <message>
        <source>What traffic does is not known: no requests, or nobody counts them</source>
        <translation>流量情况未知：没有请求，或无人计数</translation>
    </message>
    <message>
        <source>Last change: not known before this console started watching</source>
        <translation>最近更改：本控制台开始观察之前的情况未知</translation>
    </message>
    <message>
        <source>Last changed by %1; the gateway does not say when</source>
        <translation>最近由 %1 更改；网关未说明时间</translation>
    </message>
    <message>
        <source>Last changed at %1; the gateway does not say who</source>
        <translation>最近于 %1 更改；网关未说明是谁</translation>
    </message>
    <message>
        <source>Last changed by %1 at %2</source>
        <translation>最近由 %1 于 %2 更改</translation>
    </message>
    <message>
        <source>Degraded to level %1</source>
        <translation>已降级到 %1 级</translation>
    </message>
    <message>
        <source>, ends in %1</source>
        <translation>，%1 后结束</translation>
    </message>
    <message numerus="yes">
        <source>%n limit(s) in force</source>
        <translation>
            <numerusform>%n 条限流生效中</numerusform>
        </translation>
    </message>
    <message>
        <source>Not degraded, not throttled</source>
        <translation>未降级，未限流</translation>
    </message>
    <message>
        <source>Canary at step %1 of %2 of its card</source>
        <translation>金丝雀在策略卡的第 %1 步，共 %2 步</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>degrade level</source>
        <translation>降级级别</translation>
    </message>
    <message>
        <source>limits</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>In force until somebody restores it; it does not end by itself</source>
        <translation>生效中，直到有人恢复；不会自动结束</translation>
    </message>
    <message>
        <source>In force, ends by itself in %1</source>
        <translation>生效中，%1 后自动结束</translation>
    </message>
    <message>
        <source>In force; its time is over in %1, and the gateway does not end it by itself: restore it then</source>
        <translation>生效中；时限还剩 %1，网关不会自动结束：到时请恢复</translation>
    </message>
    <message>
        <source>Its time was over %1 ago and it is still in force: restore it</source>
        <translation>时限已过 %1，仍在生效：请恢复</translation>
    </message>
    <message>
        <source>Its time was over %1 ago; reading whether it ended</source>
        <translation>期限已过 %1；正在读取它是否已结束</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <translation>%1，%2 前</translation>
    </message>
    <message>
        <source>pressed at %1; by whom is not known</source>
        <translation>于 %1 按下；何人未知</translation>
    </message>
    <message>
        <source>pressed by %1 at %2</source>
        <translation>由 %1 于 %2 按下</translation>
    </message>
    <message>
        <source>Was open when the console ended; may or may not have happened. It is decided where it was found</source>
        <translation>控制台退出时尚未了结；可能已发生，也可能没有。由发现它的控制台决定</translation>
    </message>
    <message>
        <source>Was open when the console ended; may or may not have happened. Decide what to do</source>
        <translation>控制台退出时尚未了结；可能已发生，也可能没有。请决定如何处理</translation>
    </message>
    <message>
        <source>asked for: %1</source>
        <translation>要求：%1</translation>
    </message>
    <message>
        <source>not read from the gateway since</source>
        <translation>此后尚未从网关读取</translation>
    </message>
    <message>
        <source>last read: %1</source>
        <translation>最近读到：%1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Cancel for sure</source>
        <translation>确保取消</translation>
    </message>
    <message>
        <source>Press again…</source>
        <translation>重新按下…</translation>
    </message>
    <message>
        <source>It is applied</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>It is not applied</source>
        <translation>未生效</translation>
    </message>
    <message>
        <source>Leave it open</source>
        <translation>不作结论</translation>
    </message>
    <message>
        <source>Finds out what became of it; what was never sent is not sent now.</source>
        <translation>查明它的结果；从未发送过的，现在也不会发送。</translation>
    </message>
    <message>
        <source>Puts a cancellation in its place, so that a late copy changes nothing; found applied, it stays.</source>
        <translation>以取消占据其位置，使迟到的副本不再改变任何东西；若发现已生效，则保持不变。</translation>
    </message>
    <message>
        <source>Ends this card and goes to the button as it is painted now; nothing is sent before that press.</source>
        <translation>结束此卡片并转到按钮当前所示的操作；在再次按下之前不会发送任何内容。</translation>
    </message>
    <message>
        <source>Puts on the record that you looked and it is applied; sends nothing.</source>
        <translation>记录您已查看且它已生效；不发送任何内容。</translation>
    </message>
    <message>
        <source>Puts on the record that you looked and it is not applied; sends nothing.</source>
        <translation>记录您已查看且它未生效；不发送任何内容。</translation>
    </message>
    <message>
        <source>Puts on the record that nobody will find out; sends nothing.</source>
        <translation>记录已无人能够查明；不发送任何内容。</translation>
    </message>
    <message>
        <source>Not offered: %1</source>
        <translation>未提供：%1</translation>
    </message>
    <message>
        <source>to cancel for sure; this gateway compares no versions, nothing can be put in the place of an old copy</source>
        <translation>确保取消；此网关不比较版本，无法以任何东西占据旧副本的位置</translation>
    </message>
</context>
<context>
    <name>ConsequenceWords</name>
    <message>
        <source>everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>user</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 tokens/min</source>
        <translation>%1 词元/分</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>暂停在 %1</translation>
    </message>
    <message>
        <source>running at %1</source>
        <translation>在 %1 运行</translation>
    </message>
    <message>
        <source>0 %, all to %1</source>
        <translation>0 %，全部到 %1</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>%1 级</translation>
    </message>
    <message>
        <source>level %1 (%2)</source>
        <translation>%1 级（%2）</translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message>
        <source>the observation window is not over: %1 left</source>
        <translation>观察窗口未结束：还剩 %1</translation>
    </message>
    <message>
        <source>nobody knows since when the canary stands at this step</source>
        <translation>无人知道金丝雀从何时起停在这一步</translation>
    </message>
    <message>
        <source>the canary&apos;s weight is not known</source>
        <translation>金丝雀的权重未知</translation>
    </message>
    <message>
        <source>%1 % is the weight of no step of the card</source>
        <translation>%1 % 不是卡上任何一步的权重</translation>
    </message>
    <message>
        <source>the canary does not get the share that was asked for</source>
        <translation>金丝雀没有得到所要求的流量份额</translation>
    </message>
    <message>
        <source>the deadline of %1 is over by %2</source>
        <translation>期限 %1 已超出 %2</translation>
    </message>
    <message>
        <source>%1 people have to agree: %2</source>
        <translation>须有 %1 人同意：%2</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>worse for some %1</source>
        <translation>对某些 %1 变差</translation>
    </message>
    <message>
        <source>worse for %1 = %2</source>
        <translation>对 %1 = %2 变差</translation>
    </message>
    <message>
        <source>worse than stable, %1 against %2</source>
        <translation>比稳定版差，%1 对 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>未知：%1</translation>
    </message>
    <message>
        <source>not worse than stable</source>
        <translation>不比稳定版差</translation>
    </message>
    <message>
        <source>inside its gate, %1 of %2</source>
        <translation>在门限之内，%1，门限 %2</translation>
    </message>
    <message>
        <source>no regression seen so far</source>
        <translation>目前未见退化</translation>
    </message>
    <message>
        <source>the canary has all traffic: nothing is left to compare with</source>
        <translation>金丝雀已承接全部流量：没有可比对象</translation>
    </message>
    <message>
        <source>the canary never met %1 = %2</source>
        <translation>金丝雀从未遇到 %1 = %2</translation>
    </message>
    <message>
        <source>%1 of %2 requests on the canary</source>
        <translation>金丝雀的请求 %1，需 %2</translation>
    </message>
    <message>
        <source>no fresh value for its gate</source>
        <translation>没有可对照门限的新值</translation>
    </message>
    <message>
        <source>the card compares it, and nothing counts it</source>
        <translation>卡要求比较它，却没有计数</translation>
    </message>
    <message>
        <source>beyond its warn gate, %1 of %2</source>
        <translation>超出警告门限，%1，门限 %2</translation>
    </message>
    <message>
        <source>beyond its gate, %1 of %2</source>
        <translation>超出门限，%1，门限 %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform>（另有 %n 项）</numerusform>
        </translation>
    </message>
    <message>
        <source>degrade to level %1</source>
        <translation>降级到 %1 级</translation>
    </message>
    <message>
        <source>degrade</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>throttle</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>rollback</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>rollback to %1</source>
        <translation>回滚到 %1</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>regression set: %1 of %2 passed on the canary</source>
        <translation>回归集：金丝雀上 %1/%2 通过</translation>
    </message>
    <message>
        <source>the card has an error: %1</source>
        <translation>策略卡有错误：%1</translation>
    </message>
    <message>
        <source>undecided: %1</source>
        <translation>未定：%1</translation>
    </message>
    <message>
        <source>%1; expected to be decided in %2</source>
        <translation>%1；预计 %2 后有结论</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The host %1 is not known. Check the address in the workspace file.</source>
        <translation>找不到主机 %1。请检查工作区文件中的地址。</translation>
    </message>
    <message>
        <source>Nothing listens at %1. Start the server or correct the address.</source>
        <translation>%1 上没有服务在监听。请启动服务器或改正地址。</translation>
    </message>
    <message>
        <source>%1 closed the connection before its answer was complete. Look at the server&apos;s log.</source>
        <translation>%1 在应答完整之前关闭了连接。请查看服务器的日志。</translation>
    </message>
    <message>
        <source>%1 gave no complete answer within %2 ms. Look at the server&apos;s load and the network between.</source>
        <translation>%1 在 %2 毫秒内没有给出完整应答。请查看服务器的负载和其间的网络。</translation>
    </message>
    <message>
        <source>The TLS connection to %1 was refused: %2. Check its certificate and the name in the address.</source>
        <translation>到 %1 的 TLS 连接被拒绝：%2。请检查其证书和地址中的名称。</translation>
    </message>
    <message>
        <source>%1 answered with a redirect to %2; Andon follows none. Correct the address.</source>
        <translation>%1 应答重定向到 %2；Andon 不跟随重定向。请改正地址。</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than %2 bytes and was cut off. Aggregate the query or ask for a shorter time.</source>
        <translation>%1 的应答超过 %2 字节，已截断。请聚合查询或缩短时间范围。</translation>
    </message>
    <message>
        <source>The address %1 cannot be used: %2. Correct it in the workspace file.</source>
        <translation>地址 %1 不能使用：%2。请在工作区文件中改正。</translation>
    </message>
    <message>
        <source>%1 answered %2 %3. Check the address, then the server&apos;s log.</source>
        <translation>%1 应答 %2 %3。请检查地址，然后查看服务器的日志。</translation>
    </message>
    <message>
        <source>%1 refused the credentials (%2). Check the token and its rights.</source>
        <translation>%1 拒绝了凭据（%2）。请检查令牌及其权限。</translation>
    </message>
    <message>
        <source>%1 did not answer with JSON but with %2. Is this the right address?</source>
        <translation>%1 的应答不是 JSON 而是 %2。地址是否正确？</translation>
    </message>
    <message>
        <source>The answer of %1 is not what was expected: %2. Check the address and the query.</source>
        <translation>%1 的应答与预期不符：%2。请检查地址和查询。</translation>
    </message>
    <message>
        <source>The query %1 was refused: %2. Correct it in the workspace file.</source>
        <translation>查询 %1 被拒绝：%2。请在工作区文件中改正。</translation>
    </message>
    <message>
        <source>No data for %1. Check that it is scraped and that the selector fits.</source>
        <translation>%1 没有数据。请检查是否已抓取以及选择器是否合适。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Check the path and its permissions.</source>
        <translation>无法读取 %1：%2。请检查路径及其权限。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Check the path, its permissions and the space left.</source>
        <translation>无法写入 %1：%2。请检查路径、权限和剩余空间。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>The journal %1 cannot be used: %2.</source>
        <translation>日志 %1 不能使用：%2。</translation>
    </message>
    <message>
        <source>The journal %1 is broken at entry %2: %3. Keep the file as it is and compare it with a back-up.</source>
        <translation>日志 %1 在第 %2 条处断裂：%3。请原样保留该文件并与备份比较。</translation>
    </message>
    <message>
        <source>The journal %1 is locked by another program. Try again when it has finished.</source>
        <translation>日志 %1 被另一程序锁定。请待其结束后再试。</translation>
    </message>
    <message>
        <source>Blocked: %1.</source>
        <translation>受阻：%1。</translation>
    </message>
    <message>
        <source>No secret named %1: put it into the keychain or set %2.</source>
        <translation>没有名为 %1 的密钥：请存入钥匙串或设置 %2。</translation>
    </message>
    <message>
        <source>The program %1 is not installed. Install the Debian package %2.</source>
        <translation>程序 %1 未安装。请安装 Debian 软件包 %2。</translation>
    </message>
    <message>
        <source>The program %1 failed: %2.</source>
        <translation>程序 %1 出错：%2。</translation>
    </message>
    <message>
        <source>host %1 not known</source>
        <translation>找不到主机 %1</translation>
    </message>
    <message>
        <source>nothing listens at %1</source>
        <translation>%1 上无服务监听</translation>
    </message>
    <message>
        <source>%1 broke off its answer</source>
        <translation>%1 中断了应答</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 无应答</translation>
    </message>
    <message>
        <source>no TLS with %1</source>
        <translation>与 %1 无法建立 TLS</translation>
    </message>
    <message>
        <source>redirect to %2 not followed</source>
        <translation>未跟随到 %2 的重定向</translation>
    </message>
    <message>
        <source>answer larger than %2 bytes</source>
        <translation>应答超过 %2 字节</translation>
    </message>
    <message>
        <source>it answers %2 %3</source>
        <translation>应答 %2 %3</translation>
    </message>
    <message>
        <source>credentials refused (%2)</source>
        <translation>凭据被拒绝（%2）</translation>
    </message>
    <message>
        <source>it answers %2, not JSON</source>
        <translation>应答为 %2，不是 JSON</translation>
    </message>
    <message>
        <source>cannot be used: %2</source>
        <translation>不能使用：%2</translation>
    </message>
    <message>
        <source>broken at entry %2</source>
        <translation>在第 %2 条处断裂</translation>
    </message>
    <message>
        <source>locked by another program</source>
        <translation>被另一程序锁定</translation>
    </message>
    <message>
        <source>no secret named %1</source>
        <translation>没有名为 %1 的密钥</translation>
    </message>
</context>
<context>
    <name>FleetWords</name>
    <message>
        <source>unknown: the data are %1 old</source>
        <translation>未知：数据已过去 %1</translation>
    </message>
    <message>
        <source>beyond its stop gate</source>
        <translation>越过停止门限</translation>
    </message>
    <message>
        <source>beyond its warn gate</source>
        <translation>越过警告门限</translation>
    </message>
    <message>
        <source>inside its gates</source>
        <translation>在门限内</translation>
    </message>
    <message>
        <source>no gate is set</source>
        <translation>未设门限</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>看不见</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>The console cannot tell: its data are late, or nothing was ever read</source>
        <translation>控制台无法判断：数据迟到，或从未读到</translation>
    </message>
    <message>
        <source>The canary goes on only when a person says so</source>
        <translation>金丝雀要有人确认才会继续</translation>
    </message>
    <message>
        <source>Read, but no line has a number: no traffic, or no source</source>
        <translation>已读取，但没有一条线有数值：没有流量，或没有数据源</translation>
    </message>
    <message>
        <source>Every line that has a number is inside its gates</source>
        <translation>凡有数值的线都在门限内</translation>
    </message>
    <message>
        <source>Inside %1 of %2</source>
        <translation>%2 中有 %1 在门限内</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>无数据源</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>没有流量</translation>
    </message>
    <message>
        <source>%1 % over</source>
        <translation>超出 %1 %</translation>
    </message>
    <message>
        <source>%1 % left</source>
        <translation>余 %1 %</translation>
    </message>
    <message>
        <source>limit %1, %2</source>
        <translation>门限 %1，%2</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>门限 %1</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Nothing read yet</source>
        <translation>还没有读到任何数据</translation>
    </message>
    <message>
        <source>Data are late</source>
        <translation>数据迟到</translation>
    </message>
    <message>
        <source>Metrics source does not answer</source>
        <translation>指标数据源没有应答</translation>
    </message>
    <message>
        <source>Gateway does not answer</source>
        <translation>网关没有应答</translation>
    </message>
    <message>
        <source>for %1, since %2</source>
        <translation>已 %1，自 %2 起</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>verdict of the judge</source>
        <translation>裁判的结论</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>alert of %1</source>
        <translation>%1 的告警</translation>
    </message>
    <message>
        <source>A version is beyond a stop gate, or a critical alert fires</source>
        <translation>有版本越过停止门限，或有严重告警触发</translation>
    </message>
    <message>
        <source>A version is beyond a warn gate, or an alert fires</source>
        <translation>有版本越过警告门限，或有告警触发</translation>
    </message>
    <message>
        <source>the source warns: %1</source>
        <translation>数据源警告：%1</translation>
    </message>
    <message>
        <source>regressed</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>not worse</source>
        <translation>没有变差</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>No canary</source>
        <translation>没有金丝雀</translation>
    </message>
    <message>
        <source>Canary %1</source>
        <translation>金丝雀 %1</translation>
    </message>
    <message>
        <source>verdict of the judge: %1</source>
        <translation>裁判的结论：%1</translation>
    </message>
    <message>
        <source>no verdict: nothing compares it</source>
        <translation>没有结论：无人比较</translation>
    </message>
    <message>
        <source>Judge: %1 is worse</source>
        <translation>裁判：%1 变差</translation>
    </message>
    <message>
        <source>never seen since</source>
        <translation>此后再未见到</translation>
    </message>
    <message>
        <source>last seen %1 ago</source>
        <translation>最后一次见于 %1 前</translation>
    </message>
</context>
<context>
    <name>QInputDialog</name>
    <message>
        <source>Andon</source>
        <translation>Andon</translation>
    </message>
    <message>
        <source>Secret %1 (kept in memory for this run only)</source>
        <translation>密钥 %1（仅在本次运行期间保存在内存中）</translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message>
        <source>minutes, median</source>
        <translation>分钟，中位数</translation>
    </message>
    <message>
        <source>No incident has ended yet.</source>
        <translation>还没有结束的事故。</translation>
    </message>
    <message>
        <source>to detect</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>to acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>to mitigate</source>
        <translation>止损</translation>
    </message>
    <message>
        <source>to resolve</source>
        <translation>解决</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>告警数</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>No alarm is on the record.</source>
        <translation>记录中没有告警。</translation>
    </message>
    <message>
        <source>with an action within an hour</source>
        <translation>一小时内有动作</translation>
    </message>
    <message>
        <source>without an action</source>
        <translation>没有动作</translation>
    </message>
    <message>
        <source>US dollars, at least</source>
        <translation>美元，至少</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事故</translation>
    </message>
    <message>
        <source>No incident crossed a gate of a cost line in dollars an hour or a day.</source>
        <translation>没有事故越过以每小时或每天美元计的成本线门限。</translation>
    </message>
    <message>
        <source>cost above the gate</source>
        <translation>超出门限的成本</translation>
    </message>
    <message>
        <source>incidents</source>
        <translation>事故数</translation>
    </message>
    <message>
        <source>Changed component</source>
        <translation>变更的组件</translation>
    </message>
    <message>
        <source>The record does not say of any incident what the bad version changed.</source>
        <translation>记录没有说明任何事故中坏版本改了什么。</translation>
    </message>
    <message>
        <source>incidents whose version changed it</source>
        <translation>其版本改动了它的事故</translation>
    </message>
    <message>
        <source>Durations by month</source>
        <translation>按月的时长</translation>
    </message>
    <message>
        <source>Durations by scenario</source>
        <translation>按场景的时长</translation>
    </message>
    <message>
        <source>Alarms with and without an action</source>
        <translation>有动作与无动作的告警</translation>
    </message>
    <message>
        <source>Cost of each incident</source>
        <translation>每次事故的成本</translation>
    </message>
    <message>
        <source>Top causes by changed component</source>
        <translation>按变更组件的主要原因</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>Retrieval and tools</source>
        <translation>检索与工具</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未计数</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>beyond its gate</source>
        <translation>超出门限</translation>
    </message>
    <message>
        <source>inside its gate</source>
        <translation>在门限之内</translation>
    </message>
    <message>
        <source>too few requests</source>
        <translation>请求太少</translation>
    </message>
    <message>
        <source>beyond its warn gate</source>
        <translation>超出警告门限</translation>
    </message>
    <message>
        <source>worse for some</source>
        <translation>对部分变差</translation>
    </message>
    <message>
        <source>never met</source>
        <translation>从未遇到</translation>
    </message>
    <message>
        <source>stable served %1 requests of it; the canary should have had %2 by now</source>
        <translation>稳定版处理了 %1 个此类请求；金丝雀至今应有 %2 个</translation>
    </message>
    <message>
        <source>Evidence: not worse</source>
        <translation>证据：不变差</translation>
    </message>
    <message>
        <source>Its value now</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Query: %1</source>
        <translation>查询：%1</translation>
    </message>
    <message>
        <source>not covered</source>
        <translation>未覆盖</translation>
    </message>
    <message>
        <source>nothing of it is counted, and the card names no threshold</source>
        <translation>没有计数，卡上也没有阈值</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>指标线</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定版</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Bad events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>Evidence that it is worse</source>
        <translation>变差的证据</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Go on: %1 passes</source>
        <translation>继续：%1 通过</translation>
    </message>
    <message>
        <source>Go on: %1 may go to %2</source>
        <translation>继续：%1 可以到 %2</translation>
    </message>
    <message>
        <source>Stop: %1. %2</source>
        <translation>停止：%1。%2</translation>
    </message>
    <message>
        <source>Stop; the card names no action. %1</source>
        <translation>停止；卡未指定操作。%1</translation>
    </message>
    <message>
        <source>Stop: the canary is worse. %1</source>
        <translation>停止：金丝雀变差。%1</translation>
    </message>
    <message>
        <source>Go on: no line is worse than stable. This service has no card</source>
        <translation>继续：没有指标线比稳定版差。此服务没有卡</translation>
    </message>
    <message>
        <source>Hold: undecided. %1</source>
        <translation>等待：未定。%1</translation>
    </message>
    <message>
        <source>Hold: unknown. %1</source>
        <translation>等待：未知。%1</translation>
    </message>
    <message>
        <source>There is no canary to judge</source>
        <translation>没有可评判的金丝雀</translation>
    </message>
    <message>
        <source>Unknown: the gateway names no stable version to compare with</source>
        <translation>未知：网关没有指明可比较的稳定版</translation>
    </message>
    <message>
        <source>Unknown: no indicator of this service is counted, and it has no card</source>
        <translation>未知：此服务没有计数的指标，也没有卡</translation>
    </message>
    <message>
        <source>Hold: unknown. The gateway does not answer: where the canary stands is not known</source>
        <translation>等待：未知。网关没有应答：金丝雀的位置未知</translation>
    </message>
    <message>
        <source>Hold: %1 holds it at this step: %2</source>
        <translation>等待：%1 在此步暂扣：%2</translation>
    </message>
    <message>
        <source>Hold: %1</source>
        <translation>等待：%1</translation>
    </message>
    <message numerus="yes">
        <source>… %n more</source>
        <translation>
            <numerusform>……另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>difference %1 to %2</source>
        <translation>差值 %1 至 %2</translation>
    </message>
    <message>
        <source>%1; it never met %2</source>
        <translation>%1；它从未遇到 %2</translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform>（另有 %n 项）</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop: %1 stands beyond its stop gate</source>
        <translation>停止：%1 超出停止门限</translation>
    </message>
    <message>
        <source>%1: further values that are not judged: %2</source>
        <translation>%1：另有未判定的取值：%2</translation>
    </message>
    <message>
        <source>Its evidence: %1</source>
        <translation>其证据：%1</translation>
    </message>
    <message>
        <source>Query by %1: %2</source>
        <translation>按 %1 的查询：%2</translation>
    </message>
</context>
<context>
    <name>VersionWords</name>
    <message>
        <source>%1 of %2: %3 says %4, %5 says %6</source>
        <translation>%2 的%1：%3称 %4，%5称 %6</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>= same</source>
        <translation>= 相同</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ 已改变</translation>
    </message>
    <message>
        <source>+ added</source>
        <translation>+ 新增</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− 已移除</translation>
    </message>
    <message>
        <source>≈ renamed, same content</source>
        <translation>≈ 仅改名，内容相同</translation>
    </message>
    <message>
        <source>? not comparable</source>
        <translation>? 无法比较</translation>
    </message>
    <message>
        <source>· not known</source>
        <translation>· 未知</translation>
    </message>
    <message>
        <source>the gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>the info metric</source>
        <translation>信息指标</translation>
    </message>
    <message>
        <source>a manifest</source>
        <translation>清单文件</translation>
    </message>
    <message>
        <source>the journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>%1 answers requests, but no source says what it is made of: its behaviour cannot be tied to a version set</source>
        <translation>%1 正在应答请求，但没有任何来源说明它由什么组成：其行为无法归到任何版本组合</translation>
    </message>
    <message>
        <source>There are samples that name no version: their behaviour cannot be tied to a version set</source>
        <translation>有样本未注明版本：其行为无法归到任何版本组合</translation>
    </message>
    <message>
        <source>The info metric cannot be read: %1</source>
        <translation>无法读取信息指标：%1</translation>
    </message>
    <message>
        <source>A manifest is not used: %1</source>
        <translation>有清单文件未被采用：%1</translation>
    </message>
    <message>
        <source>No version is known yet</source>
        <translation>尚不知道任何版本</translation>
    </message>
    <message>
        <source>%1 is compared with itself</source>
        <translation>%1 在与自身比较</translation>
    </message>
    <message>
        <source>No source says what %1 and %2 are made of</source>
        <translation>没有任何来源说明 %1 和 %2 由什么组成</translation>
    </message>
    <message>
        <source>From %1 to %2: %3 of %4 parts differ</source>
        <translation>从 %1 到 %2：%4 个组成部分中有 %3 个不同</translation>
    </message>
    <message>
        <source>%1: no text is known; manifests can carry it or point to it</source>
        <translation>%1：没有已知文本；清单文件可以携带或指向它</translation>
    </message>
    <message>
        <source>%1: the text of %2 is not known; its manifest can carry it or point to it</source>
        <translation>%1：%2 的文本未知；其清单文件可以携带或指向它</translation>
    </message>
    <message>
        <source>%1: the texts are the same</source>
        <translation>%1：文本相同</translation>
    </message>
    <message>
        <source>%1: +%2 −%3 lines</source>
        <translation>%1：+%2 −%3 行</translation>
    </message>
    <message>
        <source>; too much differs to be compared line by line</source>
        <translation>；差异过大，无法逐行比较</translation>
    </message>
</context>
<context>
    <name>WarningWords</name>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::ActionBar</name>
    <message>
        <source>Act without a record (kept in a second file until the journal returns)</source>
        <translation>不经日志直接执行（记录先存入另一文件，待日志恢复后补入）</translation>
    </message>
    <message>
        <source>No action taken since this window opened</source>
        <translation>本窗口打开后尚未执行任何操作</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>%1 absent: %2</source>
        <translation>%1 不可用：%2</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>card</source>
        <translation>策略卡</translation>
    </message>
    <message>
        <source>Replay: what the buttons would have done then. Nothing can be pressed.</source>
        <translation>回放：按钮当时会做什么。不能按下任何按钮。</translation>
    </message>
    <message>
        <source>No action was taken yet</source>
        <translation>尚未执行任何操作</translation>
    </message>
    <message>
        <source>judge: %1</source>
        <translation>裁判：%1</translation>
    </message>
    <message>
        <source>over: %1</source>
        <translation>已结束：%1</translation>
    </message>
    <message>
        <source>incident</source>
        <translation>事故</translation>
    </message>
    <message>
        <source>%1: the canary never met %2</source>
        <translation>%1：金丝雀从未遇到 %2</translation>
    </message>
</context>
<context>
    <name>andon::ActionButton</name>
    <message>
        <source>Reason, then hold the button</source>
        <translation>先写原因，再按住按钮</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>press and hold</source>
        <translation>按住不放</translation>
    </message>
    <message>
        <source>type a reason, then press and hold</source>
        <translation>填写原因，然后按住不放</translation>
    </message>
    <message>
        <source>press again within 5 seconds</source>
        <translation>请在 5 秒内再按一次</translation>
    </message>
</context>
<context>
    <name>andon::AgeLink</name>
    <message>
        <source>When %1 and %2 began is being looked up</source>
        <translation>正在查找 %1 和 %2 的开始时间</translation>
    </message>
    <message>
        <source>No comparison with the release before at the same age: %1</source>
        <translation>无法与上一版本同龄比较：%1</translation>
    </message>
    <message>
        <source>No comparison with the release before at the same age: %1 served already where the source&apos;s memory begins</source>
        <translation>无法与上一版本同龄比较：数据源的记录开始时 %1 已在服务</translation>
    </message>
    <message>
        <source>No comparison with the release before at the same age: the source has nothing of %1</source>
        <translation>无法与上一版本同龄比较：数据源没有 %1 的数据</translation>
    </message>
    <message>
        <source>No comparison at the same age: %1 began after %2</source>
        <translation>无法同龄比较：%1 的开始晚于 %2</translation>
    </message>
    <message>
        <source>%1 since its start, and dotted: %2 when it was as old</source>
        <translation>%1 自开始以来；点线：%2 同龄时</translation>
    </message>
    <message>
        <source>%1, at the same age</source>
        <translation>%1，同龄时</translation>
    </message>
    <message>
        <source> (%1 at that age: no data)</source>
        <translation>（%1 同龄时：无数据）</translation>
    </message>
</context>
<context>
    <name>andon::AlarmStrip</name>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s)</source>
        <translation>
            <numerusform>另有 %n 个告警</numerusform>
        </translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>All alarms with their actions (A)</source>
        <translation>全部告警及其操作（A）</translation>
    </message>
    <message>
        <source>All alarms with their actions</source>
        <translation>全部告警及其操作</translation>
    </message>
</context>
<context>
    <name>andon::AlertsLink</name>
    <message>
        <source>Rule or alarm</source>
        <translation>规则或告警</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Alarms without an action or a version</source>
        <translation>缺少操作或版本的告警</translation>
    </message>
    <message>
        <source>An alarm without an action is noise, one without a version cannot be explained. Label the rule (andon_action, version, service), or bind it in the workspace (alerts, bindings).</source>
        <translation>没有操作的告警只是噪声，没有版本的告警无法解释。请为规则加标签（andon_action、version、service），或在工作区中绑定（alerts、bindings）。</translation>
    </message>
    <message>
        <source>This desktop has no place for notifications: nothing will be shown there.</source>
        <translation>此桌面没有显示通知的位置：不会显示任何通知。</translation>
    </message>
    <message>
        <source>Nothing was done: %1</source>
        <translation>未执行任何操作：%1</translation>
    </message>
</context>
<context>
    <name>andon::AlertsModel</name>
    <message>
        <source>runbook: %1</source>
        <translation>处置手册：%1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Alarm, version, value and limit</source>
        <translation>告警、版本、数值与限值</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>告知者</translation>
    </message>
    <message>
        <source>Its action</source>
        <translation>对应操作</translation>
    </message>
</context>
<context>
    <name>andon::AlertsPanel</name>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Details of the alarm</source>
        <translation>告警详情</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>筛选（Ctrl+F）</translation>
    </message>
    <message>
        <source>Filter the alarms</source>
        <translation>筛选告警</translation>
    </message>
    <message>
        <source>Rules and alarms without an action or a version</source>
        <translation>缺少操作或版本的规则与告警</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>提示方式</translation>
    </message>
    <message>
        <source>Sound, desktop notification, blinking</source>
        <translation>声音、桌面通知、闪烁</translation>
    </message>
    <message>
        <source>Sound for a new alarm</source>
        <translation>新告警时发声</translation>
    </message>
    <message>
        <source>Desktop notification for a new alarm</source>
        <translation>新告警时发桌面通知</translation>
    </message>
    <message>
        <source>Reduced motion: nothing blinks</source>
        <translation>减少动态：不闪烁</translation>
    </message>
    <message>
        <source>Back to the board</source>
        <translation>返回看板</translation>
    </message>
    <message>
        <source>Back to the board (Esc)</source>
        <translation>返回看板（Esc）</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Seen: it stays in the list and blinks no more; what is over goes (A)</source>
        <translation>已看到：仍留在列表中但不再闪烁；已结束的会移除（A）</translation>
    </message>
    <message>
        <source>Shelve…</source>
        <translation>搁置…</translation>
    </message>
    <message>
        <source>Hide it here for a while, after a look at what else that would hide (Shift+A)</source>
        <translation>先查看还会隐藏哪些告警，再在此处暂时隐藏（Shift+A）</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>静默…</translation>
    </message>
    <message>
        <source>Make a silence in an Alertmanager: it notifies nobody for a while</source>
        <translation>在 Alertmanager 中创建静默：一段时间内不通知任何人</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>End the shelf or the silence that hides it</source>
        <translation>结束隐藏它的搁置或静默</translation>
    </message>
    <message>
        <source>Show its line</source>
        <translation>显示其曲线</translation>
    </message>
    <message>
        <source>Show the indicator on the board (Enter)</source>
        <translation>在看板上显示该指标（回车）</translation>
    </message>
    <message>
        <source>Without action or version (%1)</source>
        <translation>缺少操作或版本（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n 个告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n 个严重</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a lost source</source>
        <translation>
            <numerusform>%n 个来源丢失</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not heard: %2</source>
        <translation>收不到 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 tells %n more than are kept</source>
        <translation>
            <numerusform>%1 另有 %n 个未保留</numerusform>
        </translation>
    </message>
    <message>
        <source>Hidden ones (%1)</source>
        <translation>已隐藏（%1）</translation>
    </message>
    <message>
        <source>No alarm that anybody told of</source>
        <translation>没有任何来源告知告警</translation>
    </message>
    <message>
        <source>No alarm that this filter shows</source>
        <translation>没有符合筛选的告警</translation>
    </message>
</context>
<context>
    <name>andon::AlertsTable</name>
    <message>
        <source>List of alarms</source>
        <translation>告警列表</translation>
    </message>
</context>
<context>
    <name>andon::BaselineButton</name>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>An hour ago</source>
        <translation>一小时前</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>一小时前</translation>
    </message>
    <message>
        <source>The same hour yesterday</source>
        <translation>昨天同一时段</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>The same hour a week ago</source>
        <translation>一周前同一时段</translation>
    </message>
    <message>
        <source>a week ago</source>
        <translation>一周前</translation>
    </message>
    <message>
        <source>Before this release</source>
        <translation>本次发布之前</translation>
    </message>
    <message>
        <source>before this release</source>
        <translation>本次发布之前</translation>
    </message>
    <message>
        <source>Draw the headlines as they were before, dotted (B)</source>
        <translation>以点线绘出关键指标以前的情形（B）</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare with: %1</source>
        <translation>比较对象：%1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>The bundle does not carry it</source>
        <translation>证据包中没有这一项</translation>
    </message>
    <message>
        <source>The bundle carries nothing that the lines could be compared with</source>
        <translation>证据包中没有可与曲线对比的数据</translation>
    </message>
</context>
<context>
    <name>andon::BoardLayout</name>
    <message>
        <source>Canary</source>
        <translation>金丝雀</translation>
    </message>
</context>
<context>
    <name>andon::CanaryPanel</name>
    <message>
        <source>The gateway&apos;s state was never read</source>
        <translation>从未读到网关状态</translation>
    </message>
    <message>
        <source>◆ Late: the state is %1 s old</source>
        <translation>◆ 迟到：状态已是 %1 秒前的</translation>
    </message>
    <message>
        <source>▲ Console blind: the gateway does not answer; the state is %1 s old</source>
        <translation>▲ 控制台失明：网关无应答；状态已是 %1 秒前的</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message numerus="yes">
        <source>%n more version(s) with traffic are not drawn</source>
        <translation>
            <numerusform>另有 %n 个有流量的版本未画出</numerusform>
        </translation>
    </message>
    <message>
        <source>What did this release change?</source>
        <translation>本次发布改变了什么？</translation>
    </message>
    <message numerus="yes">
        <source>%n more: see what changed</source>
        <translation>
            <numerusform>另有 %n 项：请看变更内容</numerusform>
        </translation>
    </message>
    <message>
        <source>No source says what the versions are made of</source>
        <translation>没有任何来源说明各版本由什么组成</translation>
    </message>
    <message>
        <source>Changes… (V)</source>
        <translation>变更…（V）</translation>
    </message>
    <message>
        <source>Verdicts… (J)</source>
        <translation>判定…（J）</translation>
    </message>
    <message>
        <source>May this canary go on?</source>
        <translation>这个金丝雀可以继续吗？</translation>
    </message>
    <message>
        <source>regressed</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>not worse</source>
        <translation>没有变差</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>no counts</source>
        <translation>没有计数</translation>
    </message>
    <message>
        <source>the newest counts are too old</source>
        <translation>最新计数已过旧</translation>
    </message>
    <message>
        <source>this version was seen once only</source>
        <translation>此版本只出现过一次</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>没有流量</translation>
    </message>
    <message>
        <source>the canary has no traffic</source>
        <translation>金丝雀没有流量</translation>
    </message>
    <message>
        <source>stable has no traffic</source>
        <translation>稳定版没有流量</translation>
    </message>
    <message>
        <source>the counts do not tell the versions apart</source>
        <translation>计数无法区分版本</translation>
    </message>
    <message>
        <source>a counter went back</source>
        <translation>计数器倒退</translation>
    </message>
    <message>
        <source>the canary does not get the share that was asked for</source>
        <translation>金丝雀没有得到所要求的份额</translation>
    </message>
    <message>
        <source>the counts cannot be true</source>
        <translation>计数不可能为真</translation>
    </message>
    <message>
        <source>acceptably rare</source>
        <translation>少到可以接受</translation>
    </message>
    <message>
        <source>beyond its stop gate</source>
        <translation>越过停止门限</translation>
    </message>
    <message>
        <source>beyond its multiple of stable</source>
        <translation>超过稳定版的倍数</translation>
    </message>
    <message>
        <source>by means, approximately</source>
        <translation>按均值，近似</translation>
    </message>
    <message>
        <source>too few requests yet</source>
        <translation>请求还太少</translation>
    </message>
    <message>
        <source>too many counts were lost</source>
        <translation>丢失的计数太多</translation>
    </message>
    <message>
        <source>how bursts scatter is not known yet</source>
        <translation>尚不知突发的离散程度</translation>
    </message>
    <message>
        <source>both means are 0: nothing to compare with</source>
        <translation>两个均值都是 0：无从比较</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1和%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>put down to the %1 (%2 → %3)</source>
        <translation>归因于%1（%2 → %3）</translation>
    </message>
    <message>
        <source>what the release changed is not known</source>
        <translation>不知道此次发布改了什么</translation>
    </message>
    <message>
        <source>nothing that the release changed explains it</source>
        <translation>此次发布所改的内容都不能解释它</translation>
    </message>
    <message>
        <source>the release changed: %1</source>
        <translation>此次发布改了：%1</translation>
    </message>
    <message>
        <source>; cleared: %1</source>
        <translation>；已排除：%1</translation>
    </message>
    <message>
        <source>worse throughout, no value stands out; %1</source>
        <translation>全面变差，没有哪个取值突出；%1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>worse for %1 = %2: %3 % of the canary&apos;s requests, %4 % of its extra bad events; %5</source>
        <translation>%1 = %2 变差：占金丝雀请求的 %3 %，占其额外不良事件的 %4 %；%5</translation>
    </message>
    <message>
        <source>the canary never met %1 = %2, %3 % of stable&apos;s requests</source>
        <translation>金丝雀从未遇到 %1 = %2，它占稳定版请求的 %3 %</translation>
    </message>
    <message>
        <source>and %1 more of %2</source>
        <translation>%2 还有 %1 个</translation>
    </message>
    <message>
        <source>Card… (C)</source>
        <translation>策略卡…（C）</translation>
    </message>
    <message>
        <source>The strategy card: how a canary is run here</source>
        <translation>策略卡：这里如何运行金丝雀</translation>
    </message>
    <message>
        <source>%1 expected in %2, after %3 values</source>
        <translation>预计 %2 后（再经 %3 个数值）判定为%1</translation>
    </message>
    <message>
        <source>%1 expected in %2, after %3 requests</source>
        <translation>预计 %2 后（再经 %3 个请求）判定为%1</translation>
    </message>
    <message>
        <source>kept over a gap in the counts</source>
        <translation>计数有间断，证据保留</translation>
    </message>
    <message>
        <source>kept over a poll without counts</source>
        <translation>有一次轮询没有计数，证据保留</translation>
    </message>
    <message>
        <source>kept: read back from the record</source>
        <translation>保留：从记录中读回</translation>
    </message>
    <message>
        <source>begun anew: another pair of versions</source>
        <translation>重新开始：版本对已改变</translation>
    </message>
    <message>
        <source>begun anew: what counts or judges it is another</source>
        <translation>重新开始：计数或判定方式已改变</translation>
    </message>
    <message>
        <source>begun anew: somebody asked for it</source>
        <translation>重新开始：有人要求</translation>
    </message>
    <message>
        <source>begun anew: a counter went back</source>
        <translation>重新开始：计数器归零</translation>
    </message>
    <message>
        <source>counted again: it found no room on the record</source>
        <translation>重新计数：记录中放不下</translation>
    </message>
    <message>
        <source>restarts: %1</source>
        <translation>重新开始次数：%1</translation>
    </message>
    <message>
        <source>polls without counts: %1</source>
        <translation>没有计数的轮询：%1</translation>
    </message>
    <message>
        <source>polls refused: %1</source>
        <translation>被拒绝的轮询：%1</translation>
    </message>
</context>
<context>
    <name>andon::CardFields</name>
    <message>
        <source>“%1” is no number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>a number is missing</source>
        <translation>缺少数字</translation>
    </message>
    <message>
        <source>“%1” is no duration: write 30 s, 5 min, 1 h 30 min or 2 d</source>
        <translation>“%1”不是时长：请写 30 s、5 min、1 h 30 min 或 2 d</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永远看不到</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Degrade</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Throttle</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Promote</source>
        <translation>推进</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>a line is worse than stable</source>
        <translation>某条线比稳定版差</translation>
    </message>
    <message>
        <source>a warn gate is crossed</source>
        <translation>越过警告门限</translation>
    </message>
    <message>
        <source>a stop gate is crossed</source>
        <translation>越过停止门限</translation>
    </message>
    <message>
        <source>the judge does not know</source>
        <translation>裁判未知</translation>
    </message>
    <message>
        <source>the window ends undecided</source>
        <translation>窗口结束仍未定</translation>
    </message>
    <message>
        <source>the share is not the weight</source>
        <translation>实际份额与权重不符</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>Retrieval and tools</source>
        <translation>检索与工具</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
</context>
<context>
    <name>andon::CardForm</name>
    <message>
        <source>Reload the file</source>
        <translation>重新读取文件</translation>
    </message>
    <message>
        <source>Keep my edits on top of it</source>
        <translation>在其上保留我的修改</translation>
    </message>
    <message>
        <source>The card&apos;s fields</source>
        <translation>策略卡的字段</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>有何变化</translation>
    </message>
    <message>
        <source>What is left open</source>
        <translation>尚待补充</translation>
    </message>
    <message>
        <source>Guard families</source>
        <translation>护栏类别</translation>
    </message>
    <message>
        <source>Traffic now</source>
        <translation>当前流量</translation>
    </message>
    <message>
        <source>What changes and what is left open</source>
        <translation>有何变化与尚待补充</translation>
    </message>
    <message>
        <source>As a page…</source>
        <translation>查看页面…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Strategy card: %1</source>
        <translation>策略卡：%1</translation>
    </message>
    <message>
        <source>This service has no card yet. This is a draft; it becomes a card when it is saved.</source>
        <translation>此服务还没有策略卡。这是草稿，保存后即成为策略卡。</translation>
    </message>
    <message>
        <source>✓ %1: %2</source>
        <translation>✓ %1：%2</translation>
    </message>
    <message>
        <source>✕ %1: not covered</source>
        <translation>✕ %1：未覆盖</translation>
    </message>
    <message>
        <source>a card is made</source>
        <translation>新建策略卡</translation>
    </message>
    <message>
        <source>Canary %1 runs by this card: the change goes on the record, and the judge goes by it at once.</source>
        <translation>金丝雀 %1 正按此卡运行：更改会写入记录，裁判立即照此执行。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 requests/s of all versions; times to see a regression are those at this rate</source>
        <translation>所有版本合计 %1 请求/秒；发现退化所需时间按此速率计算</translation>
    </message>
    <message>
        <source>not known, so nobody knows what the steps can see</source>
        <translation>未知，因此无人知道各步骤能看到什么</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>The workspace file was changed since this card was read. Nothing was saved. Reload the file, which drops your edits, or keep them on top of it and look at the changes again.</source>
        <translation>读取此卡之后，工作区文件已被更改。未保存任何内容。可重新读取文件（会丢弃您的修改），或在其上保留修改并再次查看变化。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Saved. The console goes by it from now on.</source>
        <translation>已保存。控制台从现在起照此执行。</translation>
    </message>
    <message>
        <source>There are changes that are not saved. Close again to drop them.</source>
        <translation>有未保存的更改。再次关闭将丢弃它们。</translation>
    </message>
    <message>
        <source>Values that the workspace refuses: %1. The card cannot be saved like this.</source>
        <translation>工作区拒绝的值：%1 个。这样的卡无法保存。</translation>
    </message>
    <message>
        <source>Errors: %1. No canary should start by this card.</source>
        <translation>错误：%1 个。不应按此卡启动金丝雀。</translation>
    </message>
    <message>
        <source>Further remarks beside the fields: %1.</source>
        <translation>字段旁的其他提示：%1 条。</translation>
    </message>
    <message>
        <source>Save (changes: %1)</source>
        <translation>保存（%1 处更改）</translation>
    </message>
    <message>
        <source>Promote stays held until the errors of the card itself are mended: %1.</source>
        <translation>在策略卡自身的错误改正之前，推进一直被阻止：%1 项。</translation>
    </message>
    <message>
        <source>Save with errors: %1 (changes: %2)</source>
        <translation>带错误保存：%1（更改：%2）</translation>
    </message>
</context>
<context>
    <name>andon::CardLink</name>
    <message>
        <source>The workspace file was changed and has faults; what was read before stands: %1</source>
        <translation>工作区文件已更改但有错误；之前读取的内容仍然有效：%1</translation>
    </message>
    <message>
        <source>The workspace file was changed. Cards are taken over; the rest takes effect when Andon is started again.</source>
        <translation>工作区文件已更改。策略卡已采用；其余内容在 Andon 重新启动后生效。</translation>
    </message>
    <message>
        <source>The card of %1 was saved.</source>
        <translation>%1 的策略卡已保存。</translation>
    </message>
    <message>
        <source>The card of %1 was not saved: %2</source>
        <translation>%1 的策略卡未保存：%2</translation>
    </message>
    <message>
        <source>the workspace file has faults or cannot be read: put it right first</source>
        <translation>工作区文件有错误或无法读取：请先修正</translation>
    </message>
</context>
<context>
    <name>andon::CardPage</name>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The card as a page</source>
        <translation>策略卡页面</translation>
    </message>
    <message>
        <source>Strategy card: %1</source>
        <translation>策略卡：%1</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Make a card…</source>
        <translation>新建策略卡…</translation>
    </message>
    <message>
        <source>This service has no strategy card: nobody said how a canary is run here, what stops it and how it is taken back.</source>
        <translation>此服务没有策略卡：没有说明这里如何运行金丝雀、什么会停止它以及如何撤回。</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Save the card as PDF</source>
        <translation>将策略卡另存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>andon::CardRows</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>上移%1</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>下移%1</translation>
    </message>
</context>
<context>
    <name>andon::CardSection</name>
    <message>
        <source>✕ Error: %1</source>
        <translation>✕ 错误：%1</translation>
    </message>
    <message>
        <source>▲ Warning: %1</source>
        <translation>▲ 警告：%1</translation>
    </message>
    <message>
        <source>● Note: %1</source>
        <translation>● 提示：%1</translation>
    </message>
    <message>
        <source>Steps, and the time each needs to see a regression on its slowest line</source>
        <translation>步骤，以及各步骤在最慢的线上发现退化所需时间</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>步骤 %1</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
    <message>
        <source>Weight, %</source>
        <translation>权重，%</translation>
    </message>
    <message>
        <source>Observation window</source>
        <translation>观察窗口</translation>
    </message>
    <message>
        <source>1.5× worse</source>
        <translation>差 1.5 倍</translation>
    </message>
    <message>
        <source>2×</source>
        <translation>2 倍</translation>
    </message>
    <message>
        <source>5×</source>
        <translation>5 倍</translation>
    </message>
    <message>
        <source>not worse</source>
        <translation>不差于</translation>
    </message>
    <message>
        <source>Pass thresholds</source>
        <translation>通过阈值</translation>
    </message>
    <message>
        <source>Threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>Add a threshold</source>
        <translation>添加阈值</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Not worse than, ×</source>
        <translation>不差于（倍）</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>门限</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>否则</translation>
    </message>
    <message>
        <source>the judge&apos;s</source>
        <translation>裁判的值</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>自身的值</translation>
    </message>
    <message>
        <source>no action</source>
        <translation>无操作</translation>
    </message>
    <message>
        <source>Held at its step when</source>
        <translation>何时停在当前步骤</translation>
    </message>
    <message>
        <source>Condition %1</source>
        <translation>条件 %1</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>When</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>On</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>any of the thresholds</source>
        <translation>任一阈值</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Rollback method, in this order</source>
        <translation>回滚方法，按此顺序</translation>
    </message>
    <message>
        <source>Pull %1</source>
        <translation>操作 %1</translation>
    </message>
    <message>
        <source>Add an action</source>
        <translation>添加操作</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To version</source>
        <translation>目标版本</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>the service&apos;s target</source>
        <translation>服务的目标</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>who decides at 3 a.m.</source>
        <translation>凌晨三点谁来决定</translation>
    </message>
    <message>
        <source>Internal users meet the canary</source>
        <translation>内部用户使用金丝雀</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>ids, apart by commas</source>
        <translation>编号，以逗号分隔</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>support chat, English</source>
        <translation>客服聊天，英语</translation>
    </message>
    <message>
        <source>Approvals to promote</source>
        <translation>推进所需批准</translation>
    </message>
    <message>
        <source>how many people agree; empty: nobody is asked</source>
        <translation>需几人同意；留空：不询问</translation>
    </message>
    <message>
        <source>Asked by name</source>
        <translation>按姓名询问</translation>
    </message>
    <message>
        <source>people, apart by commas</source>
        <translation>人员，以逗号分隔</translation>
    </message>
    <message>
        <source>Asked by role</source>
        <translation>按角色询问</translation>
    </message>
    <message>
        <source>release manager</source>
        <translation>发布经理</translation>
    </message>
    <message>
        <source>How it is served, and until when</source>
        <translation>如何提供服务，以及期限</translation>
    </message>
    <message>
        <source>Serving form</source>
        <translation>服务形式</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>why this one</source>
        <translation>为何选用</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>退路</translation>
    </message>
    <message>
        <source>how to leave it again</source>
        <translation>如何撤出</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止期限</translation>
    </message>
    <message>
        <source>from the start: 3 d; empty: none</source>
        <translation>自开始起：3 d；留空：无</translation>
    </message>
    <message>
        <source>Usage cycle</source>
        <translation>使用周期</translation>
    </message>
    <message>
        <source>1 d</source>
        <translation>1 d</translation>
    </message>
    <message>
        <source>The judge</source>
        <translation>裁判</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报率</translation>
    </message>
    <message>
        <source>Not worse than</source>
        <translation>不差于</translation>
    </message>
    <message>
        <source>Wrongly not worse</source>
        <translation>误判不差</translation>
    </message>
    <message>
        <source>Correct for bursts (retries, sessions)</source>
        <translation>校正突发（重试、会话）</translation>
    </message>
    <message>
        <source>Looked at again by</source>
        <translation>另按以下标签查看</translation>
    </message>
    <message>
        <source>The regression set must pass before a promote</source>
        <translation>推进前回归集必须通过</translation>
    </message>
    <message>
        <source>labels, apart by commas; empty: all that are counted</source>
        <translation>标签，以逗号分隔；留空：所有已计数的标签</translation>
    </message>
</context>
<context>
    <name>andon::ClearButton</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>andon::CoverDialog</name>
    <message>
        <source>Shelve alarms</source>
        <translation>搁置告警</translation>
    </message>
    <message>
        <source>Silence alarms in an Alertmanager</source>
        <translation>在 Alertmanager 中静默告警</translation>
    </message>
    <message>
        <source>Labels that must be equal</source>
        <translation>必须相等的标签</translation>
    </message>
    <message>
        <source>The Alertmanager notifies nobody of alarms with these labels:</source>
        <translation>对带有这些标签的告警，Alertmanager 不通知任何人：</translation>
    </message>
    <message>
        <source>Andon hides alarms with these labels, here alone:</source>
        <translation>Andon 仅在此处隐藏带有这些标签的告警：</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Alertmanager</source>
        <translation>Alertmanager</translation>
    </message>
    <message>
        <source>What it hides now</source>
        <translation>现在会隐藏的</translation>
    </message>
    <message>
        <source>What looks alike and stays</source>
        <translation>相似但保留的</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alarm(s) now:</source>
        <translation>
            <numerusform>现在会隐藏 %n 个告警：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) of the same name stay:</source>
        <translation>
            <numerusform>%n 个同名告警保留：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shelve %n alarm(s) for %1</source>
        <translation>
            <numerusform>搁置 %n 个告警，时长 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silence %n alarm(s) for %1</source>
        <translation>
            <numerusform>静默 %n 个告警，时长 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a label it would hide everything</source>
        <translation>不选标签会隐藏全部告警</translation>
    </message>
    <message>
        <source>It wants a reason</source>
        <translation>需要填写原因</translation>
    </message>
</context>
<context>
    <name>andon::DraftDialog</name>
    <message>
        <source>What would change</source>
        <translation>将会改变什么</translation>
    </message>
    <message>
        <source>%1: nothing differs.</source>
        <translation>%1：没有差异。</translation>
    </message>
    <message>
        <source>%1. Tick the sections to take; everything else stays as it is.</source>
        <translation>%1。勾选要采用的章节；其余保持不变。</translation>
    </message>
    <message>
        <source>Sections that differ</source>
        <translation>有差异的章节</translation>
    </message>
    <message>
        <source>Difference of the section</source>
        <translation>该章节的差异</translation>
    </message>
    <message>
        <source>(before the first heading)</source>
        <translation>（第一个标题之前）</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1（新）</translation>
    </message>
    <message>
        <source>Take the ticked sections</source>
        <translation>采用勾选的章节</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
</context>
<context>
    <name>andon::DrillDialog</name>
    <message>
        <source>Start the drill</source>
        <translation>开始演练</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>One fault will be put into one version of the sandbox gateway %1 (%2), at a moment between %3 and %4 s from now. Nothing else is touched, and nobody but the sandbox&apos;s own traffic is served worse.</source>
        <translation>将在 %3 至 %4 秒后的某一时刻，向沙箱网关 %1（%2）的一个版本注入一个故障。不触及其他任何东西，只有沙箱自身的流量会变差。</translation>
    </message>
    <message>
        <source>What it is, where and when is sealed: the record gets its hash now and the rest at the end. Act on %1 as you would on a real one: see it, stop it, keep the evidence. The drill ends by itself once the loss is stopped and seen to be, or after %2 minutes; then the fault is taken out and the score sheet opens.</source>
        <translation>故障的内容、位置和时刻均已封存：记录现在得到其哈希，其余在结束时公开。请像对待真实故障一样处理 %1：发现、止损、保留证据。损失被制止并得到确认后，或 %2 分钟后，演练自行结束；随后撤除故障并打开评分表。</translation>
    </message>
    <message>
        <source>Targets: detected within %1, acted %2 later, stopped within %3.</source>
        <translation>目标：%1 内发现，%2 后行动，%3 内止损。</translation>
    </message>
    <message>
        <source>empty: random</source>
        <translation>留空：随机</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed on the same versions is the same drill again</source>
        <translation>同样版本用同样的种子即重现同一演练</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>种子(&amp;S)</translation>
    </message>
    <message>
        <source>No drill: %1</source>
        <translation>无法演练：%1</translation>
    </message>
</context>
<context>
    <name>andon::DrillLink</name>
    <message>
        <source>A drill needs the sandbox, and no gateway of this workspace is called one. See it with: andon --demo</source>
        <translation>演练需要沙箱，而此工作区没有被称为沙箱的网关。可用 andon --demo 查看</translation>
    </message>
    <message>
        <source>This is a replay: nothing is drilled</source>
        <translation>这是回放：不进行演练</translation>
    </message>
    <message>
        <source>No drill: %1</source>
        <translation>无法演练：%1</translation>
    </message>
    <message>
        <source>The drill ended before its fault, and nobody acted: there is nothing to report</source>
        <translation>演练在故障注入前结束，且无人行动：没有可报告的内容</translation>
    </message>
    <message>
        <source>The record has no drill for this incident</source>
        <translation>记录中没有此事故的演练</translation>
    </message>
    <message>
        <source>Export the drill</source>
        <translation>导出演练</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
</context>
<context>
    <name>andon::DrillSheetDialog</name>
    <message>
        <source>Drill: score sheet</source>
        <translation>演练：评分表</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Rows of the score sheet</source>
        <translation>评分表各行</translation>
    </message>
    <message>
        <source>Export:</source>
        <translation>导出：</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>HTML…</source>
        <translation>HTML…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Postmortem…</source>
        <translation>复盘…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 of %2 passed</source>
        <translation>%2 项中通过 %1 项</translation>
    </message>
    <message>
        <source>Each row counts as one; there are no points</source>
        <translation>每行计一项，没有分数</translation>
    </message>
    <message>
        <source>What went wrong is sealed until the end.</source>
        <translation>故障内容在结束前封存。</translation>
    </message>
    <message>
        <source>It was: %1.</source>
        <translation>故障是：%1。</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>开始于 %1</translation>
    </message>
    <message>
        <source>fault at %1</source>
        <translation>故障于 %1</translation>
    </message>
    <message>
        <source>no fault was put in</source>
        <translation>未注入故障</translation>
    </message>
    <message>
        <source>ended %1: %2</source>
        <translation>结束于 %1：%2</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>结束于 %1</translation>
    </message>
    <message>
        <source>▲ whether the fault is out again is not known: look at the sandbox</source>
        <translation>▲ 故障是否已撤除未知：请查看沙箱</translation>
    </message>
    <message>
        <source>Seed %1.</source>
        <translation>种子 %1。</translation>
    </message>
    <message>
        <source>within %1</source>
        <translation>%1 内</translation>
    </message>
    <message>
        <source>To learn:</source>
        <translation>可学到：</translation>
    </message>
</context>
<context>
    <name>andon::DrillStrip</name>
    <message>
        <source>◇ DRILL</source>
        <translation>◇ 演练</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>A drill on %1 was left open: what it put into the sandbox may still be there.</source>
        <translation>%1 上有一个演练未结束：它注入沙箱的故障可能仍在。</translation>
    </message>
    <message>
        <source>The drill on %1 ends: its fault is taken out.</source>
        <translation>%1 上的演练正在结束：正在撤除故障。</translation>
    </message>
    <message>
        <source>On %1, in the sandbox: nothing of it is real. One fault comes at a moment nobody knows; act as you would.</source>
        <translation>%1，沙箱中：一切均非真实。一个故障将在无人知晓的时刻到来；请照常行动。</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束它</translation>
    </message>
    <message>
        <source>Stop the drill</source>
        <translation>停止演练</translation>
    </message>
    <message>
        <source>Takes every fault out of the sandbox and opens what was sealed</source>
        <translation>撤除沙箱中的所有故障，并公开封存的内容</translation>
    </message>
    <message>
        <source>Takes the fault out, opens the seal and shows the score sheet</source>
        <translation>撤除故障、开封并显示评分表</translation>
    </message>
</context>
<context>
    <name>andon::DrillWords</name>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>It took long to be noticed: is there a gate close enough to this line, and is its window short enough?</source>
        <translation>发现得太晚：这条线的门限是否足够近，窗口是否足够短？</translation>
    </message>
    <message>
        <source>Nothing showed it: a line without a gate wakes nobody.</source>
        <translation>没有任何东西显示它：没有门限的线叫不醒任何人。</translation>
    </message>
    <message>
        <source>The alarm stood for a while before anybody acted: acknowledge it (A) or press, and read on afterwards.</source>
        <translation>告警持续了一段时间才有人行动：先确认（A）或按下按钮，再继续查看。</translation>
    </message>
    <message>
        <source>Nobody acknowledged or acted: the alarm list is one key away (A), the cord is three buttons.</source>
        <translation>无人确认或行动：告警列表只需一个按键（A），拉绳是三个按钮。</translation>
    </message>
    <message>
        <source>What only the canary has is ended by a rollback; what costs is ended by a degrade of everybody, too.</source>
        <translation>只在金丝雀上的问题用回滚结束；耗费成本的问题也可用整体降级结束。</translation>
    </message>
    <message>
        <source>The first action came before there was anything: which line and which version does the alarm name?</source>
        <translation>第一个动作早于故障：告警指出的是哪条线、哪个版本？</translation>
    </message>
    <message>
        <source>The first action was not the one that helps: look which version&apos;s line left its band before pressing.</source>
        <translation>第一个动作无济于事：按下前先看是哪个版本的线离开了区间。</translation>
    </message>
    <message>
        <source>It was stopped later than the runbook asks: stop the loss first, find the cause afterwards.</source>
        <translation>止损晚于手册要求：先止损，再找原因。</translation>
    </message>
    <message>
        <source>The loss went on to the end of the drill: the stop-loss order of the runbook (I) says what loses least.</source>
        <translation>损失持续到演练结束：手册的止损顺序（I）说明怎样损失最少。</translation>
    </message>
    <message>
        <source>Answered is not verified: wait for &quot;seen in traffic&quot; before calling it over.</source>
        <translation>有应答不等于已验证：等到“已在流量中看到”再宣布结束。</translation>
    </message>
    <message>
        <source>Press E when it burns: what is not frozen then is gone when the source forgets it.</source>
        <translation>出事时按 E：当时未冻结的内容，数据源遗忘后就没有了。</translation>
    </message>
    <message>
        <source>Time to detect: fault to alarm</source>
        <translation>发现用时：故障到告警</translation>
    </message>
    <message>
        <source>Time to act: alarm to acknowledgement or action</source>
        <translation>行动用时：告警到确认或动作</translation>
    </message>
    <message>
        <source>Right action on the right version</source>
        <translation>对正确版本的正确动作</translation>
    </message>
    <message>
        <source>No false first action</source>
        <translation>首个动作无误</translation>
    </message>
    <message>
        <source>Time to stop: fault to mitigated</source>
        <translation>止损用时：故障到缓解</translation>
    </message>
    <message>
        <source>Effect verified</source>
        <translation>效果已验证</translation>
    </message>
    <message>
        <source>Evidence of the alarm</source>
        <translation>告警的证据</translation>
    </message>
    <message>
        <source>Evidence of the action</source>
        <translation>动作的证据</translation>
    </message>
    <message>
        <source>✓ passed</source>
        <translation>✓ 通过</translation>
    </message>
    <message>
        <source>▲ missed</source>
        <translation>▲ 未达</translation>
    </message>
    <message>
        <source>○ not reached</source>
        <translation>○ 未到</translation>
    </message>
    <message>
        <source>nobody can tell: what went wrong is sealed</source>
        <translation>无法判断：故障内容已封存</translation>
    </message>
    <message>
        <source>the fault was never put in</source>
        <translation>从未注入故障</translation>
    </message>
    <message>
        <source>no alarm of the version, and nobody acted on it</source>
        <translation>该版本没有告警，也无人处理</translation>
    </message>
    <message>
        <source>nobody acted</source>
        <translation>无人行动</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%2 后 %1</translation>
    </message>
    <message>
        <source>%1: before there was a fault</source>
        <translation>%1：早于故障</translation>
    </message>
    <message>
        <source>%1: does not end this loss</source>
        <translation>%1：不能结束此损失</translation>
    </message>
    <message>
        <source>%1: not the version that has the fault</source>
        <translation>%1：不是有故障的版本</translation>
    </message>
    <message>
        <source>not stopped by the end of the drill</source>
        <translation>到演练结束仍未止损</translation>
    </message>
    <message>
        <source>%1: seen in traffic after %2</source>
        <translation>%1：%2 后在流量中看到</translation>
    </message>
    <message>
        <source>%1: read back after %2; nothing is looked at in traffic</source>
        <translation>%1：%2 后读回；未在流量中查看</translation>
    </message>
    <message>
        <source>%1: read back, not seen in traffic</source>
        <translation>%1：已读回，未在流量中看到</translation>
    </message>
    <message>
        <source>%1: looked for in traffic and not found</source>
        <translation>%1：在流量中查找而未见</translation>
    </message>
    <message>
        <source>%1: answered, but not verified</source>
        <translation>%1：有应答，但未验证</translation>
    </message>
    <message>
        <source>%1: sent, and no answer is known</source>
        <translation>%1：已发送，应答未知</translation>
    </message>
    <message>
        <source>%1: unknown, it may or may not have happened</source>
        <translation>%1：未知，可能发生也可能没有</translation>
    </message>
    <message>
        <source>%1: not applied</source>
        <translation>%1：未生效</translation>
    </message>
    <message>
        <source>%1: read back as something else</source>
        <translation>%1：读回的是别的内容</translation>
    </message>
    <message>
        <source>%1: its hash is not on the record</source>
        <translation>%1：其哈希不在记录中</translation>
    </message>
    <message>
        <source>no bundle covers it</source>
        <translation>没有证据包覆盖它</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>, only where %1 is %2</source>
        <translation>，仅当 %1 为 %2</translation>
    </message>
    <message>
        <source>Still sealed.</source>
        <translation>仍封存。</translation>
    </message>
    <message>
        <source>✓ Chosen before the start: what was opened has the hash that the start wrote down, and the seed gives this plan.</source>
        <translation>✓ 开始前已选定：公开内容的哈希与开始时写下的一致，且该种子给出此计划。</translation>
    </message>
    <message>
        <source>▲ The seal is broken: what was opened is not what the start wrote down.</source>
        <translation>▲ 封印已破：公开的内容不是开始时写下的。</translation>
    </message>
    <message>
        <source>The seal is lost: nothing proves when the plan was chosen.</source>
        <translation>封印丢失：无法证明计划何时选定。</translation>
    </message>
    <message>
        <source>the loss was stopped</source>
        <translation>损失已被制止</translation>
    </message>
    <message>
        <source>the ten minutes were over</source>
        <translation>十分钟已到</translation>
    </message>
    <message>
        <source>a person ended it</source>
        <translation>有人结束了它</translation>
    </message>
    <message>
        <source>its incident was closed</source>
        <translation>其事故已关闭</translation>
    </message>
    <message>
        <source>its console was closed</source>
        <translation>其控制台已关闭</translation>
    </message>
    <message>
        <source>its console ended without a word</source>
        <translation>其控制台无声终止</translation>
    </message>
    <message>
        <source>the fault could not be put in</source>
        <translation>无法注入故障</translation>
    </message>
    <message>
        <source>Such a fault shows on the %1 line first; a rollback ends it, and so does a degrade.</source>
        <translation>这种故障首先出现在%1线上；回滚可以结束它，降级也可以。</translation>
    </message>
    <message>
        <source>Such a fault shows on the %1 line first; a rollback ends it.</source>
        <translation>这种故障首先出现在%1线上；回滚可以结束它。</translation>
    </message>
    <message>
        <source>Such a fault shows on the %1 line first; a degrade ends it.</source>
        <translation>这种故障首先出现在%1线上；降级可以结束它。</translation>
    </message>
</context>
<context>
    <name>andon::EventListModel</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>andon::EvidenceDialog</name>
    <message>
        <source>Save the evidence</source>
        <translation>保存证据</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到其他位置…</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Freezing what is on screen and behind it…</source>
        <translation>正在冻结屏幕上的内容及其背后的数据…</translation>
    </message>
    <message>
        <source>Frozen: %1 from %2 to %3, %4 files, %5.</source>
        <translation>已冻结：%1，从 %2 到 %3，%4 个文件，%5。</translation>
    </message>
    <message>
        <source>Secrets and personal data were taken out of every text before anything is written. Look whether the counts are what you expect; the workspace file can name further rules.</source>
        <translation>写入之前，所有文本中的机密和个人数据均已去除。请核对次数是否符合预期；可以在工作区文件中添加更多规则。</translation>
    </message>
    <message numerus="yes">
        <source>and %n further; the manifest names them all</source>
        <translation>
            <numerusform>另有 %n 项；清单中列出了全部</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>没有缺失。</translation>
    </message>
    <message>
        <source>Not in it:</source>
        <translation>未包含：</translation>
    </message>
    <message>
        <source>It goes to %1</source>
        <translation>将保存到 %1</translation>
    </message>
    <message>
        <source>The evidence is still here: make room and save again, or save it elsewhere.</source>
        <translation>证据仍在这里：请腾出空间后再次保存，或保存到其他位置。</translation>
    </message>
    <message>
        <source>Evidence (*.andon)</source>
        <translation>证据 (*.andon)</translation>
    </message>
    <message>
        <source>The file stays where it is. Saving again writes a second one, and the record names that.</source>
        <translation>文件保留在原处。再次保存会另写一个文件，并由记录指明该文件。</translation>
    </message>
</context>
<context>
    <name>andon::EvidenceLink</name>
    <message>
        <source>the folder cannot be made</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>Evidence was kept: %1</source>
        <translation>证据已保存：%1</translation>
    </message>
    <message>
        <source>Evidence taken by itself: %1</source>
        <translation>自动留存的证据：%1</translation>
    </message>
</context>
<context>
    <name>andon::ExportDialog</name>
    <message>
        <source>Export the timeline</source>
        <translation>导出时间线</translation>
    </message>
    <message>
        <source>Last 15 minutes</source>
        <translation>最近 15 分钟</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>最近 1 小时</translation>
    </message>
    <message>
        <source>Last 6 hours</source>
        <translation>最近 6 小时</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Window of time</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Markdown, for a postmortem</source>
        <translation>Markdown，用于复盘</translation>
    </message>
    <message>
        <source>JSON with the chain, for andon verify</source>
        <translation>带哈希链的 JSON，供 andon verify 核验</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>The export is being made</source>
        <translation>正在生成导出内容</translation>
    </message>
    <message>
        <source>Reading the record and taking out what is secret or personal…</source>
        <translation>正在读取记录，并去除机密与个人数据…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>导出已取消。</translation>
    </message>
    <message>
        <source>The file was being written already: look whether it is there.</source>
        <translation>文件当时已在写入：请查看它是否存在。</translation>
    </message>
</context>
<context>
    <name>andon::FleetModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation>没有告警</translation>
    </message>
    <message>
        <source>Age of the data: %1</source>
        <translation>数据的时龄：%1</translation>
    </message>
    <message>
        <source>Without a group</source>
        <translation>未分组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>First alarm</source>
        <translation>首要告警</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时龄</translation>
    </message>
</context>
<context>
    <name>andon::FleetPanel</name>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Services of a group stand together; the group that needs a person first stands first</source>
        <translation>同组服务排在一起；最需要人处理的组排在最前</translation>
    </message>
    <message>
        <source>Sort now</source>
        <translation>立即排序</translation>
    </message>
    <message>
        <source>What needs a person first stands first again (F5)</source>
        <translation>重新把最需要人处理的排到最前（F5）</translation>
    </message>
    <message>
        <source>Second window</source>
        <translation>第二个窗口</translation>
    </message>
    <message>
        <source>This board in a window of its own, on another screen where there is one</source>
        <translation>把本看板放进独立窗口；若有另一块屏幕，就放到那里</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>全部服务</translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation>筛选服务</translation>
    </message>
    <message>
        <source>Filter: name, group, state</source>
        <translation>筛选：名称、分组、状态</translation>
    </message>
    <message>
        <source>%1. Press to see these alone</source>
        <translation>%1。按下只看这些</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2 services shown</source>
        <translation>显示 %2 个服务中的 %1 个</translation>
    </message>
    <message>
        <source>Order held while your hand is on the table</source>
        <translation>手在表格上时保持顺序</translation>
    </message>
    <message>
        <source>%1 changed state since (F5 sorts now)</source>
        <translation>其间有 %1 个改变了状态（按 F5 立即排序）</translation>
    </message>
    <message>
        <source>What needs a person first stands first</source>
        <translation>最需要人处理的排在最前</translation>
    </message>
    <message>
        <source>lines: last %1 min, with their limit</source>
        <translation>曲线：最近 %1 分钟，连同门限</translation>
    </message>
    <message>
        <source>Inside %1 of %2</source>
        <translation>%2 中有 %1 在门限内</translation>
    </message>
</context>
<context>
    <name>andon::FleetWindow</name>
    <message>
        <source>Andon — fleet — %1</source>
        <translation>Andon — 全部服务 — %1</translation>
    </message>
</context>
<context>
    <name>andon::IncidentForm</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Goes on the record; must be said</source>
        <translation>会写入记录；必须填写</translation>
    </message>
    <message>
        <source>Goes on the record</source>
        <translation>会写入记录</translation>
    </message>
</context>
<context>
    <name>andon::IncidentLink</name>
    <message>
        <source>Incidents</source>
        <translation>事故</translation>
    </message>
    <message>
        <source>Attached to the incident %1</source>
        <translation>已附到事故 %1</translation>
    </message>
    <message>
        <source>No incident of %1 is open: the window went on the service&apos;s record</source>
        <translation>%1 没有进行中的事故：时间窗已写入该服务的记录</translation>
    </message>
    <message>
        <source>The window went on the record of %1; which incidents are open was not read yet</source>
        <translation>时间窗已写入 %1 的记录；有哪些进行中的事故尚未读取</translation>
    </message>
</context>
<context>
    <name>andon::IncidentModel</name>
    <message>
        <source>[drill] </source>
        <translation>[演练] </translation>
    </message>
    <message>
        <source>Severity: S0 is the worst</source>
        <translation>严重级别：S0 最严重</translation>
    </message>
    <message>
        <source>Sev</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Time to detect: from started to detected</source>
        <translation>发现用时：从开始到发现</translation>
    </message>
    <message>
        <source>TTD</source>
        <translation>TTD</translation>
    </message>
    <message>
        <source>Time to acknowledge: from detected to acknowledged</source>
        <translation>响应用时：从发现到确认</translation>
    </message>
    <message>
        <source>TTA</source>
        <translation>TTA</translation>
    </message>
    <message>
        <source>Time to mitigate: from started to mitigated</source>
        <translation>止损用时：从开始到缓解</translation>
    </message>
    <message>
        <source>TTM</source>
        <translation>TTM</translation>
    </message>
    <message>
        <source>Time to resolve: from started to resolved</source>
        <translation>解决用时：从开始到解决</translation>
    </message>
    <message>
        <source>TTR</source>
        <translation>TTR</translation>
    </message>
</context>
<context>
    <name>andon::IncidentPanel</name>
    <message>
        <source>Severity…</source>
        <translation>级别…</translation>
    </message>
    <message>
        <source>S0 is the worst; why it is changed goes on the record</source>
        <translation>S0 最严重；更改原因会写入记录</translation>
    </message>
    <message>
        <source>Title…</source>
        <translation>标题…</translation>
    </message>
    <message>
        <source>What is wrong, in one line</source>
        <translation>用一行说明出了什么问题</translation>
    </message>
    <message>
        <source>Roles…</source>
        <translation>角色…</translation>
    </message>
    <message>
        <source>Who leads, acts, writes and speaks</source>
        <translation>谁指挥、操作、记录和对外沟通</translation>
    </message>
    <message>
        <source>Impact…</source>
        <translation>影响…</translation>
    </message>
    <message>
        <source>Who is hurt, how much, and which versions</source>
        <translation>谁受影响、程度如何、涉及哪些版本</translation>
    </message>
    <message>
        <source>Times…</source>
        <translation>时间…</translation>
    </message>
    <message>
        <source>Correct a time that was read from the record</source>
        <translation>更正从记录中读出的时间</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>This incident is part of another one</source>
        <translation>此事故属于另一事故</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>关闭…</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>已经结束</translation>
    </message>
    <message>
        <source>Open an incident…</source>
        <translation>新建事故…</translation>
    </message>
    <message>
        <source>Without waiting for an alarm or an action</source>
        <translation>不等告警或操作</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事故</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>重新打开…</translation>
    </message>
    <message>
        <source>No incident</source>
        <translation>没有事故</translation>
    </message>
    <message>
        <source>The first degrade, throttle or rollback opens one, and so does an acknowledged alarm.</source>
        <translation>首次降级、限流或回滚会打开一个事故，确认告警也会。</translation>
    </message>
    <message>
        <source>[drill] </source>
        <translation>[演练] </translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>服务 %1</translation>
    </message>
    <message>
        <source>versions %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>opened by the first action (%1)</source>
        <translation>由首次操作打开（%1）</translation>
    </message>
    <message>
        <source>opened by acknowledging (%1)</source>
        <translation>由确认告警打开（%1）</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>由 %1 打开</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Impact: not said yet</source>
        <translation>影响：尚未说明</translation>
    </message>
    <message>
        <source>Impact: %1</source>
        <translation>影响：%1</translation>
    </message>
    <message>
        <source>TTD %1</source>
        <translation>TTD %1</translation>
    </message>
    <message>
        <source>TTA %1</source>
        <translation>TTA %1</translation>
    </message>
    <message>
        <source>TTM %1</source>
        <translation>TTM %1</translation>
    </message>
    <message>
        <source>TTR %1</source>
        <translation>TTR %1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>from the record</source>
        <translation>取自记录</translation>
    </message>
    <message>
        <source>said by a person</source>
        <translation>人工填写</translation>
    </message>
    <message>
        <source>→ merged into another incident</source>
        <translation>→ 已并入另一事故</translation>
    </message>
    <message>
        <source>■ closed, it took %1</source>
        <translation>■ 已关闭，历时 %1</translation>
    </message>
    <message>
        <source>✓ mitigated after %1, running since %2</source>
        <translation>✓ %1 后已缓解，已持续 %2</translation>
    </message>
    <message>
        <source>▲ NOT MITIGATED, running since %1</source>
        <translation>▲ 尚未缓解，已持续 %1</translation>
    </message>
    <message>
        <source>S0: customers are harmed, everybody is called</source>
        <translation>S0：客户受到损害，全员出动</translation>
    </message>
    <message>
        <source>S1: many customers feel it</source>
        <translation>S1：许多客户受影响</translation>
    </message>
    <message>
        <source>S2: some customers feel it</source>
        <translation>S2：部分客户受影响</translation>
    </message>
    <message>
        <source>S3: nobody outside feels it</source>
        <translation>S3：外部无感知</translation>
    </message>
    <message>
        <source>Open an incident</source>
        <translation>新建事故</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>出了什么问题</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Who is hurt, how much</source>
        <translation>谁受影响、程度如何</translation>
    </message>
    <message>
        <source>Affected versions</source>
        <translation>受影响的版本</translation>
    </message>
    <message>
        <source>Correct a time</source>
        <translation>更正时间</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪一个</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>The time before stays on the record beside the new one.</source>
        <translation>原来的时间仍保留在记录中，与新的并列。</translation>
    </message>
    <message>
        <source>%1 is no time: write it as 2026-11-24T15:30:00Z</source>
        <translation>%1 不是时间：请写成 2026-11-24T15:30:00Z</translation>
    </message>
    <message>
        <source>There is no other incident to merge it into.</source>
        <translation>没有可并入的其他事故。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>Its events belong to the other one from then on. Nothing is removed from the record.</source>
        <translation>此后其条目属于另一事故。记录中不会删除任何内容。</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The record shows no mitigation. Say why it is over all the same.</source>
        <translation>记录中没有缓解。请说明为何仍算结束。</translation>
    </message>
    <message>
        <source>Postmortem…</source>
        <translation>复盘…</translation>
    </message>
    <message>
        <source>Drafted from the record; write it, export it (Ctrl+M)</source>
        <translation>由记录起草；在此撰写、导出（Ctrl+M）</translation>
    </message>
    <message>
        <source>Score sheet…</source>
        <translation>评分表…</translation>
    </message>
    <message>
        <source>Drill…</source>
        <translation>演练…</translation>
    </message>
    <message>
        <source>What this drill was and what of it was reached</source>
        <translation>这次演练是什么、达成了什么</translation>
    </message>
    <message>
        <source>A fault in the sandbox at a moment nobody knows (Ctrl+D)</source>
        <translation>在无人知晓的时刻向沙箱注入故障（Ctrl+D）</translation>
    </message>
    <message>
        <source>■ closed; the clock was set back, so how long it took is not known</source>
        <translation>■ 已关闭；时钟被回拨，耗时未知</translation>
    </message>
</context>
<context>
    <name>andon::IncidentReviewPanel</name>
    <message>
        <source>Count drills</source>
        <translation>计入演练</translation>
    </message>
    <message>
        <source>Incident review</source>
        <translation>事故回顾</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>要查看的内容</translation>
    </message>
    <message>
        <source>The numbers of the chart</source>
        <translation>图表中的数字</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n incident(s).</source>
        <translation>
            <numerusform>%n 次事故。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drill(s) left out.</source>
        <translation>
            <numerusform>%n 次演练未计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copied. Taken out: %1.</source>
        <translation>已复制。已去除：%1。</translation>
    </message>
</context>
<context>
    <name>andon::IncidentStrip</name>
    <message>
        <source>Running incident</source>
        <translation>进行中的事故</translation>
    </message>
    <message>
        <source>Incident (I)</source>
        <translation>事故 (I)</translation>
    </message>
    <message>
        <source>The incident, its times and its runbook</source>
        <translation>事故、其时间和处置手册</translation>
    </message>
    <message>
        <source>▲ %1 not mitigated, %2</source>
        <translation>▲ %1 尚未缓解，%2</translation>
    </message>
    <message>
        <source>✓ %1 mitigated after %2, open %3</source>
        <translation>✓ %1 在 %2 后已缓解，已打开 %3</translation>
    </message>
    <message>
        <source>[drill] </source>
        <translation>[演练] </translation>
    </message>
    <message numerus="yes">
        <source>and %n more incident(s)</source>
        <translation>
            <numerusform>另有 %n 个事故</numerusform>
        </translation>
    </message>
    <message>
        <source>no runbook started</source>
        <translation>未启动处置手册</translation>
    </message>
    <message>
        <source>all steps done</source>
        <translation>所有步骤已完成</translation>
    </message>
    <message>
        <source>step %1 of 6: %2 · %3</source>
        <translation>第 %1/6 步：%2 · %3</translation>
    </message>
</context>
<context>
    <name>andon::IncidentWords</name>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Detected</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Mitigated</source>
        <translation>缓解</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>解决</translation>
    </message>
    <message>
        <source>Commander</source>
        <translation>指挥</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Scribe</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Communications</source>
        <translation>沟通</translation>
    </message>
    <message>
        <source>→ merged</source>
        <translation>→ 已合并</translation>
    </message>
    <message>
        <source>■ closed</source>
        <translation>■ 已关闭</translation>
    </message>
    <message>
        <source>✓ mitigated</source>
        <translation>✓ 已缓解</translation>
    </message>
    <message>
        <source>▲ not mitigated</source>
        <translation>▲ 尚未缓解</translation>
    </message>
    <message>
        <source>Confirm the impact</source>
        <translation>确认影响</translation>
    </message>
    <message>
        <source>Stop the loss</source>
        <translation>止损</translation>
    </message>
    <message>
        <source>Keep the evidence</source>
        <translation>保存证据</translation>
    </message>
    <message>
        <source>Find the cause</source>
        <translation>查找原因</translation>
    </message>
    <message>
        <source>Add gate and regression</source>
        <translation>补充门限与回归样本</translation>
    </message>
    <message>
        <source>Write the postmortem</source>
        <translation>撰写复盘</translation>
    </message>
    <message>
        <source>closes on an alarm, a verdict, or the impact in words</source>
        <translation>凭告警、判定或影响说明完成</translation>
    </message>
    <message>
        <source>closes on a read-back of degrade, throttle or rollback, or on the alarm&apos;s clearing</source>
        <translation>凭降级、限流或回滚的回读，或告警解除完成</translation>
    </message>
    <message>
        <source>closes on frozen evidence</source>
        <translation>凭已冻结的证据完成</translation>
    </message>
    <message>
        <source>closes on a note, a change at the gateway, or the affected versions</source>
        <translation>凭备注、网关变更或受影响的版本完成</translation>
    </message>
    <message>
        <source>closes on a request marked for the regression set</source>
        <translation>凭标记进回归集的请求完成</translation>
    </message>
    <message>
        <source>closes on a saved or exported postmortem</source>
        <translation>凭已保存或导出的复盘完成</translation>
    </message>
    <message numerus="yes">
        <source>%1 s (median of %n earlier effect(s))</source>
        <translation>
            <numerusform>%1 秒（此前 %n 次生效的中位数）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s (as declared, not measured here)</source>
        <translation>%1 秒（按声明，此处未测得）</translation>
    </message>
    <message>
        <source>time to effect unknown</source>
        <translation>生效用时未知</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Throttle</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>Degrade</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>(clock set back)</source>
        <translation>（时钟被回拨）</translation>
    </message>
</context>
<context>
    <name>andon::IndicatorChooser</name>
    <message>
        <source>Find an indicator</source>
        <translation>查找指标</translation>
    </message>
    <message>
        <source>Type a part of its name or family</source>
        <translation>输入名称或类别的一部分</translation>
    </message>
    <message>
        <source>Indicators found</source>
        <translation>找到的指标</translation>
    </message>
</context>
<context>
    <name>andon::IndicatorTableModel</name>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Gate: warn / stop</source>
        <translation>门限：警告 / 停止</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>andon::JudgeLink</name>
    <message>
        <source>Go on anyway</source>
        <translation>仍然继续</translation>
    </message>
    <message>
        <source>against the card</source>
        <translation>与卡相违</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂扣</translation>
    </message>
    <message>
        <source>promote waits for its card alone</source>
        <translation>推进只等待卡通过</translation>
    </message>
    <message>
        <source>no promote at this step until it is released</source>
        <translation>放行之前，此步不得推进</translation>
    </message>
    <message>
        <source>The record was not read yet</source>
        <translation>记录尚未读取</translation>
    </message>
    <message>
        <source>Not released: %1</source>
        <translation>未放行：%1</translation>
    </message>
    <message>
        <source>Not held: %1</source>
        <translation>未暂扣：%1</translation>
    </message>
    <message>
        <source>no promote at any weight until it is released</source>
        <translation>放行之前，任何权重下都不得推进</translation>
    </message>
    <message>
        <source>Judge anew</source>
        <translation>重新评判</translation>
    </message>
    <message>
        <source>the evidence so far is set aside, in every console</source>
        <translation>此前的证据作废，所有控制台同时生效</translation>
    </message>
    <message>
        <source>The judge goes on as before: %1</source>
        <translation>评判照旧进行：%1</translation>
    </message>
</context>
<context>
    <name>andon::LinesBar</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Back to the view before (Backspace)</source>
        <translation>回到上一视图（退格键）</translation>
    </message>
    <message>
        <source>Follow now (Ctrl+0)</source>
        <translation>跟随现在（Ctrl+0）</translation>
    </message>
    <message>
        <source>Headlines</source>
        <translation>要目</translation>
    </message>
    <message>
        <source>Draw the headline indicators again</source>
        <translation>重新绘制要目指标</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>Show the last 5 minutes</source>
        <translation>显示最近 5 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>Show the last 15 minutes</source>
        <translation>显示最近 15 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Show the last hour</source>
        <translation>显示最近 1 小时</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 小时</translation>
    </message>
    <message>
        <source>Show the last 6 hours</source>
        <translation>显示最近 6 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Show the last 24 hours</source>
        <translation>显示最近 24 小时</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Live, now %1 behind</source>
        <translation>实时，现落后 %1</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Keep samples for</source>
        <translation>样本保留</translation>
    </message>
    <message>
        <source>As long as they are shown</source>
        <translation>显示多久保留多久</translation>
    </message>
    <message>
        <source>Kept: %1, %2</source>
        <translation>已保留：%1，%2</translation>
    </message>
    <message>
        <source>%1 (full)</source>
        <translation>%1（已满）</translation>
    </message>
    <message>
        <source>The oldest samples were dropped: at most %1 are kept. Choose how long samples are kept</source>
        <translation>最旧的样本已丢弃：最多保留 %1。选择样本保留多久</translation>
    </message>
    <message>
        <source>Choose how long samples are kept; at most %1</source>
        <translation>选择样本保留多久；最多 %1</translation>
    </message>
    <message>
        <source>History being read: %1 of %2 pieces</source>
        <translation>正在读取历史：第 %1 段，共 %2 段</translation>
    </message>
</context>
<context>
    <name>andon::LinesPanel</name>
    <message>
        <source>no source</source>
        <translation>无数据源</translation>
    </message>
    <message>
        <source>no source: %1</source>
        <translation>无数据源：%1</translation>
    </message>
    <message>
        <source>no data yet: %1</source>
        <translation>尚无数据：%1</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>尚无数据</translation>
    </message>
    <message>
        <source>stop crossed</source>
        <translation>越过停止线</translation>
    </message>
    <message>
        <source>warn crossed</source>
        <translation>越过警告线</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>在门限内</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>Retrieval and tools</source>
        <translation>检索与工具</translation>
    </message>
    <message>
        <source>no data: the source knows no such series</source>
        <translation>无数据：数据源没有这样的序列</translation>
    </message>
    <message>
        <source>no source: the workspace names no indicator of this line</source>
        <translation>无数据源：工作区没有为此线指定指标</translation>
    </message>
    <message>
        <source> (dashed: %1)</source>
        <translation>（虚线：%1）</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>四条线</translation>
    </message>
    <message>
        <source>All indicators</source>
        <translation>全部指标</translation>
    </message>
    <message>
        <source>All indicators (%1)</source>
        <translation>全部指标（%1）</translation>
    </message>
    <message>
        <source>%1 beyond stop</source>
        <translation>%1 项越过停止线</translation>
    </message>
    <message>
        <source>%1 beyond warn</source>
        <translation>%1 项越过警告线</translation>
    </message>
    <message>
        <source>Read as a table</source>
        <translation>以表格阅读</translation>
    </message>
    <message>
        <source>Copy as a picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied as CSV.</source>
        <translation>
            <numerusform>已复制 %n 行 CSV。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n row(s) copied as CSV; save a file for all.</source>
        <translation>
            <numerusform>已复制最新的 %n 行 CSV；要全部请另存为文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>The lines were copied as a picture (PNG and SVG).</source>
        <translation>曲线已复制为图片（PNG 和 SVG）。</translation>
    </message>
    <message>
        <source>Save the lines as a picture</source>
        <translation>把曲线保存为图片</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Save the data in view</source>
        <translation>保存视图中的数据</translation>
    </message>
    <message numerus="yes">
        <source>  (%n further: Ctrl+I)</source>
        <translation>
            <numerusform>  （另有 %n 个：Ctrl+I）</numerusform>
        </translation>
    </message>
    <message>
        <source>The four lines</source>
        <translation>四条线</translation>
    </message>
    <message>
        <source>Find an indicator…</source>
        <translation>查找指标…</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 至 %2（%3）</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean before</source>
        <translation>此前均值</translation>
    </message>
    <message>
        <source>P50</source>
        <translation>P50</translation>
    </message>
    <message>
        <source>P50 before</source>
        <translation>此前 P50</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Max before</source>
        <translation>此前最大值</translation>
    </message>
    <message>
        <source>P50 change</source>
        <translation>P50 变化</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>%1, before %2</source>
        <translation>%1，此前 %2</translation>
    </message>
    <message>
        <source>no data on one side</source>
        <translation>一侧没有数据</translation>
    </message>
    <message>
        <source>too few samples (%1 and %2)</source>
        <translation>样本太少（%1 和 %2）</translation>
    </message>
    <message>
        <source>constant on both sides, another value</source>
        <translation>两侧都恒定，但数值不同</translation>
    </message>
    <message>
        <source>no shift</source>
        <translation>没有偏移</translation>
    </message>
    <message>
        <source>%1, worse</source>
        <translation>%1，变差</translation>
    </message>
    <message>
        <source>%1, better</source>
        <translation>%1，变好</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效应</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>%1 (canary)</source>
        <translation>%1（金丝雀）</translation>
    </message>
    <message>
        <source>%1 against stable</source>
        <translation>%1 对比稳定版</translation>
    </message>
    <message>
        <source>%1, canary against stable</source>
        <translation>%1，金丝雀对比稳定版</translation>
    </message>
    <message>
        <source>Window %1</source>
        <translation>时间窗 %1</translation>
    </message>
    <message>
        <source>%1, %2: mean %3 (before %4), P50 %5 (before %6), max %7 (before %8)</source>
        <translation>%1，%2：均值 %3（此前 %4），P50 %5（此前 %6），最大值 %7（此前 %8）</translation>
    </message>
    <message numerus="yes">
        <source>and %n further line(s)</source>
        <translation>
            <numerusform>以及另外 %n 条线</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with before</source>
        <translation>与此前比较</translation>
    </message>
    <message>
        <source>The window %1 against the equally long one before it.</source>
        <translation>时间窗 %1 与其前等长的时间窗对比。</translation>
    </message>
    <message>
        <source>What differs?</source>
        <translation>有什么不同？</translation>
    </message>
    <message>
        <source>What moved most in the window %1, against the equally long one before it and canary against stable. σ is the shift of the median over the pooled spread (MAD).</source>
        <translation>时间窗 %1 内变化最大的项目：与其前等长的时间窗对比，以及金丝雀对比稳定版。σ 是中位数的偏移除以合并离散度（MAD）。</translation>
    </message>
    <message>
        <source>the source warns: %1</source>
        <translation>数据源警告：%1</translation>
    </message>
    <message>
        <source> (%1: being read)</source>
        <translation>（%1：正在读取）</translation>
    </message>
    <message>
        <source> (%1 was not read: %2)</source>
        <translation>（%1 未能读取：%2）</translation>
    </message>
    <message>
        <source> (dotted: %1)</source>
        <translation>（点线：%1）</translation>
    </message>
    <message>
        <source> (%1: no data)</source>
        <translation>（%1：无数据）</translation>
    </message>
    <message>
        <source>Durations on a logarithmic axis</source>
        <translation>时长使用对数坐标轴</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) left out, narrow the query %1</source>
        <translation>
            <numerusform>略去 %n 个版本，请收窄查询 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>the source warned of what was read before: %1</source>
        <translation>数据源对先前读取的内容有警告：%1</translation>
    </message>
    <message>
        <source> (%1: the source warns: %2)</source>
        <translation>（%1：数据源警告：%2）</translation>
    </message>
    <message>
        <source>Nobody says which version is the newest release</source>
        <translation>没有谁说明哪个版本是最新发布</translation>
    </message>
    <message>
        <source>When %1 began is being looked up</source>
        <translation>正在查找 %1 何时开始</translation>
    </message>
    <message>
        <source>When %1 began was not read: %2</source>
        <translation>未能读取 %1 何时开始：%2</translation>
    </message>
    <message>
        <source>%1 served already where the source&apos;s memory begins</source>
        <translation>数据源的记录开始时 %1 已在服务</translation>
    </message>
    <message>
        <source>The source has nothing of %1</source>
        <translation>数据源没有 %1 的数据</translation>
    </message>
    <message>
        <source>, min %1 (before %2), samples %3 (before %4)</source>
        <translation>，最小 %1（之前 %2），样本 %3（之前 %4）</translation>
    </message>
    <message>
        <source>%1, read with: %2</source>
        <translation>%1，查询：%2</translation>
    </message>
    <message>
        <source>%1 (not read: %2)</source>
        <translation>%1（未读取：%2）</translation>
    </message>
    <message>
        <source>%1 (the source knows no such series)</source>
        <translation>%1（数据源没有这样的序列）</translation>
    </message>
    <message>
        <source>Versions alone are compared: the workspace splits no indicator by a label.</source>
        <translation>只比较版本：工作区没有按标签拆分任何指标。</translation>
    </message>
    <message>
        <source>Values of labels are being read: %1 of %2 splits so far.</source>
        <translation>正在读取各标签的值：已读 %1 项拆分，共 %2 项。</translation>
    </message>
    <message numerus="yes">
        <source>Missing: %1 and %n more.</source>
        <translation>
            <numerusform>缺少：%1 以及另外 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>The source warns: %1</source>
        <translation>数据源警告：%1</translation>
    </message>
</context>
<context>
    <name>andon::LinesPlot</name>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Lines over time</source>
        <translation>随时间变化的线</translation>
    </message>
    <message numerus="yes">
        <source>(%n further version(s) not drawn)</source>
        <translation>
            <numerusform>（另有 %n 个版本未绘出）</numerusform>
        </translation>
    </message>
    <message>
        <source>worse ↑</source>
        <translation>越高越差 ↑</translation>
    </message>
    <message>
        <source>worse ↓</source>
        <translation>越低越差 ↓</translation>
    </message>
    <message>
        <source>no samples for %1</source>
        <translation>已 %1 无样本</translation>
    </message>
    <message>
        <source>no data for %1</source>
        <translation>已 %1 无数据</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>无流量</translation>
    </message>
    <message>
        <source>no traffic for %1</source>
        <translation>已 %1 无流量</translation>
    </message>
    <message>
        <source>no data in this span of time</source>
        <translation>此时段无数据</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>尚无数据</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>/h</source>
        <translation>/小时</translation>
    </message>
    <message>
        <source>/day</source>
        <translation>/天</translation>
    </message>
    <message>
        <source> tok</source>
        <translation> 词元</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>USD/h</source>
        <translation>美元/小时</translation>
    </message>
    <message>
        <source>USD/day</source>
        <translation>美元/天</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>稳定版</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>no sample at that time</source>
        <translation>该时刻没有样本</translation>
    </message>
    <message>
        <source>no gate</source>
        <translation>没有门限</translation>
    </message>
    <message>
        <source>beyond stop, %1</source>
        <translation>越过停止门限，%1</translation>
    </message>
    <message>
        <source>beyond warn, %1</source>
        <translation>越过警告门限，%1</translation>
    </message>
    <message>
        <source>inside its gates</source>
        <translation>在门限内</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%2 为 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>andon::MainWindow</name>
    <message>
        <source>Nothing was done: the button belonged to %1, which is not on show any more</source>
        <translation>什么也没有做：该按钮属于 %1，它已不在显示中</translation>
    </message>
    <message>
        <source>Andon — fleet</source>
        <translation>Andon — 全部服务</translation>
    </message>
    <message>
        <source>This is a replay: nothing is written</source>
        <translation>这是回放：不写入任何内容</translation>
    </message>
    <message>
        <source>This is a replay: it is evidence already</source>
        <translation>这是回放：它本身就是证据</translation>
    </message>
    <message>
        <source>Evidence is of one service: choose one first</source>
        <translation>证据针对一个服务：请先选择一个</translation>
    </message>
    <message>
        <source>Nothing was done: %1</source>
        <translation>未执行任何操作：%1</translation>
    </message>
    <message>
        <source>Small plots: this bundle does not carry them</source>
        <translation>小图：此证据包中没有</translation>
    </message>
</context>
<context>
    <name>andon::OperationCard</name>
    <message>
        <source>Reason for the record, then decide</source>
        <translation>先写下理由以备记录，再决定</translation>
    </message>
    <message>
        <source>Reason for the decision</source>
        <translation>决定的理由</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Takes this card away; nothing is sent, the record keeps it.</source>
        <translation>收起此卡片；不发送任何内容，记录仍会保留。</translation>
    </message>
</context>
<context>
    <name>andon::OperationCards</name>
    <message>
        <source>Operations that need you</source>
        <translation>需要您处理的操作</translation>
    </message>
</context>
<context>
    <name>andon::PartsModel</name>
    <message>
        <source>Part</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>andon::PausedChip</name>
    <message>
        <source>Show what came in meanwhile and follow on (Space or P)</source>
        <translation>显示其间到来的数据并继续跟随（空格或 P）</translation>
    </message>
    <message>
        <source>Paused, %1 behind. Catch up (P)</source>
        <translation>已暂停，落后 %1。追上（P）</translation>
    </message>
</context>
<context>
    <name>andon::PostmortemEditor</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Show what they saved…</source>
        <translation>查看对方保存的内容…</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Document, as Markdown</source>
        <translation>文档（Markdown）</translation>
    </message>
    <message>
        <source>Document, as it will look</source>
        <translation>文档（呈现效果）</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Draft again…</source>
        <translation>重新起草…</translation>
    </message>
    <message>
        <source>Draft from the record as it is now, and see what would change</source>
        <translation>根据现在的记录起草，并查看将会改变什么</translation>
    </message>
    <message>
        <source>Mark a request…</source>
        <translation>标记请求…</translation>
    </message>
    <message>
        <source>Put a failing request into the regression set</source>
        <translation>把失败的请求放入回归集</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as Markdown that may be pasted into GitHub, GitLab or Confluence</source>
        <translation>复制为可粘贴到 GitHub、GitLab 或 Confluence 的 Markdown</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Put this text on the record (Ctrl+S); what was saved before stays there</source>
        <translation>把这份文本写入记录（Ctrl+S）；以前保存的仍然保留</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>HTML, one file…</source>
        <translation>HTML，单个文件…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>JSON, all facts…</source>
        <translation>JSON，全部事实…</translation>
    </message>
    <message>
        <source>CSV, the timeline…</source>
        <translation>CSV，时间线…</translation>
    </message>
    <message>
        <source>Events of the incident</source>
        <translation>事故的事件</translation>
    </message>
    <message>
        <source>Enter, or dragging, puts a reference into the document</source>
        <translation>按 Enter 或拖动，把引用放入文档</translation>
    </message>
    <message>
        <source>Sections of the document</source>
        <translation>文档的章节</translation>
    </message>
    <message>
        <source>Pages of the export</source>
        <translation>导出的页数</translation>
    </message>
    <message>
        <source>What the other console saved</source>
        <translation>另一个控制台保存的内容</translation>
    </message>
    <message>
        <source>Postmortem — %1</source>
        <translation>复盘 — %1</translation>
    </message>
    <message>
        <source>This was typed before and not saved; it was kept.</source>
        <translation>这是之前输入而未保存的内容；已为您保留。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message numerus="yes">
        <source>The first of %n parts was copied: it is too long for one. Export it to have all.</source>
        <translation>
            <numerusform>已复制 %n 部分中的第一部分：内容太长，放不进一份。请导出以获得全部。</numerusform>
        </translation>
    </message>
    <message>
        <source>A draft from the record as it is now</source>
        <translation>根据现在的记录起草的草稿</translation>
    </message>
    <message>
        <source>%1 saved another text; yours is still here and not saved.</source>
        <translation>%1 保存了另一份文本；您的仍在这里，尚未保存。</translation>
    </message>
    <message>
        <source>○ Draft from the record, not saved</source>
        <translation>○ 根据记录起草，未保存</translation>
    </message>
    <message>
        <source>● Not saved; what is typed is kept</source>
        <translation>● 未保存；输入的内容已保留</translation>
    </message>
    <message>
        <source>● Changed since it was saved; what is typed is kept</source>
        <translation>● 保存后有改动；输入的内容已保留</translation>
    </message>
    <message>
        <source>✓ Saved %1 by %2, version %3</source>
        <translation>✓ %1 由 %2 保存，第 %3 版</translation>
    </message>
    <message>
        <source>Bundle, with the evidence…</source>
        <translation>证据包，含证据…</translation>
    </message>
    <message>
        <source>Taken out: %1.</source>
        <translation>已去除：%1。</translation>
    </message>
</context>
<context>
    <name>andon::PostmortemLink</name>
    <message>
        <source>There is no incident yet to write a postmortem of: a stop-loss action opens one.</source>
        <translation>还没有可写复盘的事故：止损动作会开启一个。</translation>
    </message>
    <message>
        <source>Saved; the text is too long for the journal and lies in a file beside it.</source>
        <translation>已保存；文本太长，放不进日志，存放在旁边的文件里。</translation>
    </message>
    <message>
        <source>Saved on the record, entry %1.</source>
        <translation>已写入记录，条目 %1。</translation>
    </message>
    <message>
        <source>An export is running already.</source>
        <translation>已有导出在进行。</translation>
    </message>
    <message>
        <source>Export the postmortem</source>
        <translation>导出复盘</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>the regression set</source>
        <translation>回归集</translation>
    </message>
    <message>
        <source>This request is in the regression set already.</source>
        <translation>该请求已在回归集中。</translation>
    </message>
    <message>
        <source>Marked: %1 is in the regression set.</source>
        <translation>已标记：%1 已在回归集中。</translation>
    </message>
    <message>
        <source>The bundle was cancelled.</source>
        <translation>证据包已取消。</translation>
    </message>
    <message>
        <source>No bundle can be made here.</source>
        <translation>此处无法生成证据包。</translation>
    </message>
    <message>
        <source>Export the bundle</source>
        <translation>导出证据包</translation>
    </message>
    <message>
        <source>The service %1 is not in this workspace: its evidence cannot be asked for.</source>
        <translation>服务 %1 不在此工作区中：无法获取其证据。</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>导出已取消。</translation>
    </message>
    <message>
        <source>Nothing was marked.</source>
        <translation>未标记任何请求。</translation>
    </message>
</context>
<context>
    <name>andon::RedactionCounts</name>
    <message>
        <source>What was taken out</source>
        <translation>已去除的内容</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Rules and how often each took something out</source>
        <translation>各规则及其去除内容的次数</translation>
    </message>
</context>
<context>
    <name>andon::RedactionDialog</name>
    <message>
        <source>What is taken out</source>
        <translation>将被去除的内容</translation>
    </message>
    <message>
        <source>Secrets and personal data were taken out of every text; nothing is written yet. Look whether the counts are what you expect; the workspace file can name further rules.</source>
        <translation>已从所有文本中去除机密与个人数据；尚未写入任何内容。请核对次数是否符合预期；工作区文件可以补充规则。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>%1: nothing had to be taken out</source>
        <translation>%1：没有需要去除的内容</translation>
    </message>
</context>
<context>
    <name>andon::RegressionDialog</name>
    <message>
        <source>Mark a failing request</source>
        <translation>标记失败的请求</translation>
    </message>
    <message>
        <source>It is appended to %1 and must pass from then on. Leave out what is secret or personal.</source>
        <translation>它会追加到 %1，从此必须通过。请去掉机密或个人信息。</translation>
    </message>
    <message>
        <source>What was asked: text, or the request as JSON</source>
        <translation>请求内容：文本，或 JSON 形式的请求</translation>
    </message>
    <message>
        <source>What must hold of the answer: text, or JSON as your runner reads it</source>
        <translation>回答必须满足什么：文本，或您的运行器可读的 JSON</translation>
    </message>
    <message>
        <source>32 hexadecimal digits</source>
        <translation>32 位十六进制数字</translation>
    </message>
    <message>
        <source>words with commas between, such as refusal, billing</source>
        <translation>以逗号分隔的词，例如 refusal, billing</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>期望</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Failing requests</source>
        <translation>失败的请求</translation>
    </message>
    <message>
        <source>No request that failed is kept any more: type one.</source>
        <translation>失败的请求已不再保留：请输入一个。</translation>
    </message>
    <message>
        <source>Check those that must pass from now on, or type one. Secrets and personal data are taken out.</source>
        <translation>勾选今后必须通过的请求，或输入一个。密钥和个人数据会被去除。</translation>
    </message>
</context>
<context>
    <name>andon::ReplayBar</name>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Time that is looked at</source>
        <translation>正在查看的时间</translation>
    </message>
    <message>
        <source>Arrows: a second. Page up and down: a minute. Ctrl+arrows: the next entry of the record. Home, End.</source>
        <translation>方向键：一秒。上翻页、下翻页：一分钟。Ctrl+方向键：记录中的下一条。Home、End。</translation>
    </message>
    <message>
        <source>Entry of the record before (Ctrl+Left)</source>
        <translation>记录中的上一条 (Ctrl+左)</translation>
    </message>
    <message>
        <source>Next entry of the record (Ctrl+Right)</source>
        <translation>记录中的下一条 (Ctrl+右)</translation>
    </message>
    <message>
        <source>Replay of %1, read-only</source>
        <translation>回放 %1，只读</translation>
    </message>
    <message>
        <source>as known at %1</source>
        <translation>截至 %1 所知</translation>
    </message>
</context>
<context>
    <name>andon::ReviewPanel</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Lines and families of the canary</source>
        <translation>金丝雀的指标线与类别</translation>
    </message>
    <message>
        <source>May this canary go on? — %1</source>
        <translation>金丝雀可以继续吗？— %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: asked %2, gets %3</source>
        <translation>%1：要求 %2，实得 %3</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
</context>
<context>
    <name>andon::RunbookPanel</name>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>What the runbook says</source>
        <translation>处置手册内容</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>处置手册</translation>
    </message>
    <message>
        <source>Close with…</source>
        <translation>凭…完成</translation>
    </message>
    <message>
        <source>Close the step “%1” with an artefact</source>
        <translation>凭产物完成步骤“%1”</translation>
    </message>
    <message>
        <source>A runbook belongs to an incident.</source>
        <translation>处置手册属于某个事故。</translation>
    </message>
    <message>
        <source>The runbook “%1” of this incident is not known here.</source>
        <translation>此处没有该事故的处置手册“%1”。</translation>
    </message>
    <message>
        <source>Choose what it looks like and start its runbook; the clock runs from there.</source>
        <translation>选择最相似的情形并启动其处置手册；从那时开始计时。</translation>
    </message>
    <message>
        <source>FIRST: %1</source>
        <translation>首先：%1</translation>
    </message>
    <message>
        <source>How it shows: %1</source>
        <translation>表现：%1</translation>
    </message>
    <message>
        <source>Look at:</source>
        <translation>查看：</translation>
    </message>
    <message>
        <source>Over when: %1</source>
        <translation>何时结束：%1</translation>
    </message>
    <message>
        <source>No runbook started</source>
        <translation>未启动处置手册</translation>
    </message>
    <message>
        <source>✓ all six steps in %1</source>
        <translation>✓ 六步全部完成，用时 %1</translation>
    </message>
    <message>
        <source>▲ %1, over the %2 that it should take</source>
        <translation>▲ %1，超过应有的 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>at %1 by %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>late, due at %1: </source>
        <translation>已迟，应在 %1：</translation>
    </message>
    <message>
        <source>due at %1: </source>
        <translation>应在 %1：</translation>
    </message>
    <message>
        <source>Choose the entry of the record that closes it</source>
        <translation>选择完成它的记录条目</translation>
    </message>
    <message>
        <source>Start a runbook first</source>
        <translation>请先启动处置手册</translation>
    </message>
    <message>
        <source>The record has nothing yet that closes it: it %1</source>
        <translation>记录中还没有可完成它的内容：它%1</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>文件 %1</translation>
    </message>
    <message>
        <source>No. %1 %2</source>
        <translation>第 %1 条 %2</translation>
    </message>
    <message>
        <source>Entries that close “%1”</source>
        <translation>可完成“%1”的条目</translation>
    </message>
    <message>
        <source>Stop-loss by expected loss:</source>
        <translation>按预期损失排列的止损：</translation>
    </message>
    <message numerus="yes">
        <source>about %n more request(s) of the affected version until then</source>
        <translation>
            <numerusform>在此之前受影响版本约还有 %n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be pressed now</source>
        <translation>现在不能按</translation>
    </message>
</context>
<context>
    <name>andon::SampleDialog</name>
    <message>
        <source>Data in view</source>
        <translation>视图中的数据</translation>
    </message>
    <message>
        <source>Which line</source>
        <translation>哪条线</translation>
    </message>
    <message>
        <source>Samples in view</source>
        <translation>视图中的样本</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No samples in view.</source>
        <translation>视图中没有样本。</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) in view.</source>
        <translation>
            <numerusform>视图中有 %n 个样本。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::SampleModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>andon::SelectionBar</name>
    <message>
        <source>Compare with before</source>
        <translation>与此前比较</translation>
    </message>
    <message>
        <source>What differs?</source>
        <translation>有什么不同？</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>缩放到此</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Attach to the record</source>
        <translation>附到记录</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>复制数字</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>With the selected window</source>
        <translation>对选中的时间窗</translation>
    </message>
</context>
<context>
    <name>andon::ShareBars</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>稳定版</translation>
    </message>
    <message>
        <source>canary ○</source>
        <translation>金丝雀 ○</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1 % observed</source>
        <translation>观测 %1 %</translation>
    </message>
    <message>
        <source>share not known</source>
        <translation>占比未知</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: asked %2, observed %3</source>
        <translation>%1：要求 %2，观测 %3</translation>
    </message>
    <message>
        <source>%1 % asked</source>
        <translation>要求 %1 %</translation>
    </message>
    <message>
        <source>weight not known</source>
        <translation>权重未知</translation>
    </message>
</context>
<context>
    <name>andon::SmallPlots</name>
    <message>
        <source>beyond stop</source>
        <translation>越过停止门限</translation>
    </message>
    <message>
        <source>beyond warn</source>
        <translation>越过警告门限</translation>
    </message>
</context>
<context>
    <name>andon::SplitView</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message numerus="yes">
        <source>not drawn, better: %1 and %n more</source>
        <translation>
            <numerusform>未绘制、情况较好：%1 及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>not drawn, better: %1</source>
        <translation>未绘制、情况较好：%1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1，按 %2</translation>
    </message>
    <message>
        <source>, the worst %1 of %2</source>
        <translation>，%2 个中最差的 %1 个</translation>
    </message>
    <message>
        <source> (not read: %1)</source>
        <translation>（未读到：%1）</translation>
    </message>
    <message>
        <source> (asking)</source>
        <translation>（正在询问）</translation>
    </message>
    <message>
        <source> (the source knows no such series)</source>
        <translation>（数据源没有这样的序列）</translation>
    </message>
    <message>
        <source>Split by</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Choose what is split by which label (S: the next one, Shift+S: the one before)</source>
        <translation>选择按哪个标签拆分哪个指标（S：下一个，Shift+S：上一个）</translation>
    </message>
    <message>
        <source>Split by: %1</source>
        <translation>拆分：%1</translation>
    </message>
    <message>
        <source> (the source warns: %1)</source>
        <translation>（数据源警告：%1）</translation>
    </message>
</context>
<context>
    <name>andon::StatusStrip</name>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>UTC or local time (Z)</source>
        <translation>UTC 或本地时间（Z）</translation>
    </message>
    <message>
        <source>Light or dark theme</source>
        <translation>浅色或深色主题</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>▲ %1 %2</source>
        <translation>▲ %1 %2</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>stable %1 %2 %</source>
        <translation>稳定版 %1 %2 %</translation>
    </message>
    <message>
        <source>canary %1 %2 %</source>
        <translation>金丝雀 %1 %2 %</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>? %1 not read</source>
        <translation>? %1 未读到</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>✓ %1 %2</source>
        <translation>✓ %1 %2</translation>
    </message>
    <message>
        <source>◆ %1 %2</source>
        <translation>◆ %1 %2</translation>
    </message>
    <message>
        <source>%1: last read %2 ago</source>
        <translation>%1：上次读取在 %2 前</translation>
    </message>
    <message>
        <source>✓ Journal</source>
        <translation>✓ 日志</translation>
    </message>
    <message>
        <source>▲ No journal</source>
        <translation>▲ 无日志</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>全部服务</translation>
    </message>
    <message>
        <source>The board over all services (Ctrl+B)</source>
        <translation>全部服务的看板（Ctrl+B）</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>全部服务</translation>
    </message>
</context>
<context>
    <name>andon::StepLadder</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Steps of the rollout: %1; now step %2</source>
        <translation>发布步骤：%1；现在第 %2 步</translation>
    </message>
    <message>
        <source>%1 % until a person goes on</source>
        <translation>%1 %，直到有人继续</translation>
    </message>
    <message>
        <source>Steps of the rollout: %1</source>
        <translation>发布步骤：%1</translation>
    </message>
</context>
<context>
    <name>andon::TextDiffView</name>
    <message numerus="yes">
        <source>… %n more line(s) are not drawn</source>
        <translation>
            <numerusform>… 另有 %n 行未绘制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %n equal line(s)</source>
        <translation>
            <numerusform>… %n 行相同</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::TextTableDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>andon::TimeBar</name>
    <message>
        <source>not a time: 14:05, 2026-11-25 14:05, -2h or an epoch</source>
        <translation>不是时间：14:05、2026-11-25 14:05、-2h 或纪元秒</translation>
    </message>
    <message>
        <source>there is no such day or time</source>
        <translation>没有这样的日期或时间</translation>
    </message>
    <message>
        <source>that is still to come</source>
        <translation>那还没有到来</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>转到时间</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>转到某个时间</translation>
    </message>
    <message>
        <source>Go to a time (Ctrl+G): 14:05, 2026-11-25 14:05, -2h, or an epoch</source>
        <translation>转到某个时间（Ctrl+G）：14:05、2026-11-25 14:05、-2h 或纪元秒</translation>
    </message>
    <message>
        <source>What is wrong with the time</source>
        <translation>时间有什么问题</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>View and data</source>
        <translation>视图与数据</translation>
    </message>
    <message>
        <source>Show a family of lines, find an indicator; read, copy or save the data in view</source>
        <translation>显示一类曲线，查找指标；阅读、复制或保存视图中的数据</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused: catch up</source>
        <translation>已暂停：追上</translation>
    </message>
    <message>
        <source>Pause the lines</source>
        <translation>暂停曲线</translation>
    </message>
    <message>
        <source>Show what came in meanwhile and follow on (Space or P)</source>
        <translation>显示其间到来的数据并继续跟随（空格或 P）</translation>
    </message>
    <message>
        <source>Let the lines stand still; data are still collected (Space or P)</source>
        <translation>让曲线静止；数据仍在收集（空格或 P）</translation>
    </message>
    <message>
        <source>too long ago: times begin in 1970</source>
        <translation>太久以前：时间从 1970 年开始</translation>
    </message>
</context>
<context>
    <name>andon::TimelineModel</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>门限</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>何人</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>nearest to the crosshair</source>
        <translation>最接近十字线</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事故</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
</context>
<context>
    <name>andon::TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Details of the entry</source>
        <translation>条目详情</translation>
    </message>
    <message>
        <source>Show only entries of the pressed kinds</source>
        <translation>只显示所选类型的条目</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search the timeline</source>
        <translation>搜索时间线</translation>
    </message>
    <message>
        <source>Write a note for the record and press Enter (N)</source>
        <translation>写一条备注并按回车存入记录（N）</translation>
    </message>
    <message>
        <source>Note for the record</source>
        <translation>记录备注</translation>
    </message>
    <message>
        <source>Show the newest entries</source>
        <translation>显示最新条目</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export the timeline as Markdown or JSON (Ctrl+E)</source>
        <translation>将时间线导出为 Markdown 或 JSON（Ctrl+E）</translation>
    </message>
    <message numerus="yes">
        <source>%n new ↓</source>
        <translation>
            <numerusform>%n 条新 ↓</numerusform>
        </translation>
    </message>
    <message>
        <source>No. %1 · %2</source>
        <translation>第 %1 号 · %2</translation>
    </message>
    <message>
        <source>operation %1</source>
        <translation>操作 %1</translation>
    </message>
    <message>
        <source>hash %1</source>
        <translation>哈希 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Move to incident “%1”</source>
        <translation>移到事故“%1”</translation>
    </message>
    <message>
        <source>Move out of every incident</source>
        <translation>移出所有事故</translation>
    </message>
    <message>
        <source>Replay: nothing can be written</source>
        <translation>回放：不能写入</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>已复制 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken out: %1.</source>
        <translation>已去除：%1。</translation>
    </message>
</context>
<context>
    <name>andon::VersionsPanel</name>
    <message>
        <source>⇄ Swap</source>
        <translation>⇄ 互换</translation>
    </message>
    <message>
        <source>Whole text</source>
        <translation>全文</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Parts of the two versions</source>
        <translation>两个版本的组成部分</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What changed — %1</source>
        <translation>变更内容 — %1</translation>
    </message>
    <message>
        <source>%1 (stable)</source>
        <translation>%1（稳定版）</translation>
    </message>
    <message>
        <source>%1 (canary)</source>
        <translation>%1（金丝雀）</translation>
    </message>
    <message>
        <source>%1 (gone)</source>
        <translation>%1（已撤下）</translation>
    </message>
    <message numerus="yes">
        <source>… %n more</source>
        <translation>
            <numerusform>… 另有 %n 项</numerusform>
        </translation>
    </message>
</context>
</TS>
