// The peer in Go: net/http, crypto/tls, html/template and go-sqlite3 with 33 rows for each signed-in person.
// usage: bench-go PORT WORK-FOLDER   (built by script/bench)
package main

import (
	"bytes"
	"crypto/tls"
	"database/sql"
	_ "embed"
	"html/template"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

//go:embed page.html
var source string

type row struct {
	Pos               int
	Key, Value, Descr string
	Updated           int64
}

type page struct {
	Name, Csrf string
	Rows       []row
}

type site struct {
	page                    *template.Template
	findSession, rows, save *sql.Stmt
	writing                 sync.Mutex
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func newSite(path string) *site {
	db := must(sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=2000"))
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	return &site{
		page:        template.Must(template.New("page").Parse(source)),
		findSession: must(db.Prepare("select s.user_id, s.csrf, u.name from sessions s join users u on u.id = s.user_id where s.token = ? and s.expires > ?")),
		rows:        must(db.Prepare("select pos, skey, value, descr, updated from settings where user_id = ? order by pos")),
		save:        must(db.Prepare("update settings set value = ?, updated = ? where user_id = ? and pos = 1")),
	}
}

// signedIn answers 401 and returns false for strangers.
func (s *site) signedIn(w http.ResponseWriter, r *http.Request) (user int64, p page, ok bool) {
	cookie, err := r.Cookie("sid")
	if err == nil {
		err = s.findSession.QueryRow(cookie.Value, time.Now().Unix()).Scan(&user, &p.Csrf, &p.Name)
	}
	if err != nil {
		http.Error(w, "login", http.StatusUnauthorized)
	}
	return user, p, err == nil
}

func (s *site) showSettings(w http.ResponseWriter, r *http.Request) {
	user, p, ok := s.signedIn(w, r)
	if !ok {
		return
	}
	rows, err := s.rows.Query(user)
	if err != nil {
		http.Error(w, "database", http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	p.Rows = make([]row, 0, 33)
	for rows.Next() {
		var x row
		rows.Scan(&x.Pos, &x.Key, &x.Value, &x.Descr, &x.Updated)
		p.Rows = append(p.Rows, x)
	}
	var b bytes.Buffer
	if s.page.Execute(&b, p) != nil {
		http.Error(w, "template", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.Write(b.Bytes())
}

func (s *site) saveSetting(w http.ResponseWriter, r *http.Request) {
	user, _, ok := s.signedIn(w, r)
	if !ok {
		return
	}
	s.writing.Lock()
	_, err := s.save.Exec(r.FormValue("value"), time.Now().Unix(), user)
	s.writing.Unlock()
	if err != nil {
		http.Error(w, "database", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, "/settings", http.StatusSeeOther)
}

func main() {
	work := os.Args[2]
	s := newSite(work + "/peers.sqlite")
	http.HandleFunc("/settings", s.showSettings)
	http.HandleFunc("/save", s.saveSetting)
	server := &http.Server{
		Addr:         "127.0.0.1:" + os.Args[1],
		TLSConfig:    &tls.Config{MinVersion: tls.VersionTLS13},
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){}, // HTTP/1.1 as everybody here
	}
	panic(server.ListenAndServeTLS(work+"/certificate.pem", work+"/key.pem"))
}
