import FastAGI
