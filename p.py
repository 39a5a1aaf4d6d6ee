import subprocess,time,sys,os
cmds={'hello':['/usr/lib/jvm/temurin-25-jdk-amd64/bin/java','-XX:TieredStopAtLevel=1','-XX:+UseSerialGC','-cp','/tmp/lab','Hello'],'status':['/tmp/wt/speed/fettle','status'],'version':['/tmp/wt/speed/fettle','--version'],'sh':['/bin/sh','-c',':']}
import statistics
r={k:[] for k in cmds}
for i in range(25):
  for k,c in cmds.items():
    t=time.monotonic(); subprocess.run(c,stdout=subprocess.DEVNULL); r[k].append(time.monotonic()-t)
for k,v in r.items(): v.sort(); print(k,'median %.1f min %.1f'%(v[len(v)//2]*1e3,v[0]*1e3))
