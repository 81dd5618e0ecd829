// The secret of a link stands behind its #, which is sent to no server: it is put into
// the form here. Without this, it can be copied by hand.
document.getElementById("code").value = location.hash.slice(1);
