<?php
/**
 * A spam filter as plugins have them, in the places where they hook in. Which parts of it run is an option: `token`
 * (a hidden field in the form, looked for before the comment), `verdicts` (words that are refused, held or taken for
 * spam), `sum` and `riddle` (a question that guests must see and answer, which the form says is required, or does not), `choice` (choices that the form says are required, beside a nonce, a file and a list), `trap` (the text box under another name, and a hidden one that nobody fills in but a machine), `after` (plugins that
 * end the request when the comment is stored already).
 */

function tests_antispam( $part ) {
	return in_array( $part, (array) get_option( 'tests_antispam', array() ), true );
}

/** What the form carries, and a comment must bring: it differs from post to post. */
function tests_antispam_token( $post_id ) {
	return wp_hash( "gate $post_id" );
}

/** How the visible text box is called. */
function tests_antispam_box( $post_id ) {
	return 'say_' . substr( wp_hash( "box $post_id" ), 0, 8 );
}

// token: added to the form, and required of whatever becomes a comment.
add_action(
	'comment_form',
	function ( $post_id ) {
		if ( tests_antispam( 'token' ) ) {
			printf( '<input type="hidden" name="gate" value="%s">', esc_attr( tests_antispam_token( $post_id ) ) );
		}
	}
);
add_action(
	'pre_comment_on_post',
	function ( $post_id ) {
		if ( tests_antispam( 'token' ) && tests_antispam_token( $post_id ) !== ( $_POST['gate'] ?? '' ) ) {
			wp_die( '<p>The gate is shut to machines.</p>', 'Shut', array( 'response' => 403 ) );
		}
	}
);

// sum, riddle, choice: what guests are asked in the form.
add_action(
	'comment_form_after_fields',
	function () {
		if ( tests_antispam( 'sum' ) ) {
			echo '<div class="extra"><p class="comment-form-sum"><label for="sum">What is 3 + 4?</label> <input id="sum" name="sum" type="text" required></p></div>';
		}
		if ( tests_antispam( 'riddle' ) ) {
			echo '<p><label>Which harbour is it? <input name="riddle" type="text"></label></p>';
		}
		if ( tests_antispam( 'choice' ) ) {
			wp_nonce_field( 'tests_choice', 'choice_nonce', false );
			echo '<fieldset><legend>Which boat is meant?</legend>';
			foreach ( array( 'morning', 'evening' ) as $boat ) {
				echo "<label><input name='boat' type='radio' value='$boat' required> The $boat boat</label>";
			}
			echo '</fieldset><p><label>From where? <select name="from"><option>Quillmere</option><option>Sandhaven</option></select></label></p>';
			echo '<p><label>A picture <input name="picture" type="file"></label></p>';
		}
		echo '<p><label><input name="subscribe" type="checkbox" value="1"> Tell me of replies</label></p>';
	}
);
add_action(
	'pre_comment_on_post',
	function () {
		if ( is_user_logged_in() ) {
			return;
		}
		if ( tests_antispam( 'sum' ) && '7' !== ( $_POST['sum'] ?? '' ) ) {
			wp_die( 'That is not the sum.', 'No', array( 'response' => 403 ) );
		}
		if ( tests_antispam( 'choice' ) && ! ( isset( $_POST['choice_nonce'] ) && wp_verify_nonce( $_POST['choice_nonce'], 'tests_choice' ) && in_array( $_POST['boat'] ?? '', array( 'morning', 'evening' ), true ) && in_array( $_POST['from'] ?? '', array( 'Quillmere', 'Sandhaven' ), true ) ) ) {
			wp_die( 'Nobody knows which boat.', 'No', array( 'response' => 403 ) );
		}
		if ( tests_antispam( 'riddle' ) && 'Quillmere' !== ( $_POST['riddle'] ?? '' ) ) {
			wp_die( 'Please name the harbour.', 'No', array( 'response' => 403 ) );
		}
	}
);

// verdicts: every way in which plugins say no.
add_filter(
	'preprocess_comment',
	function ( $comment ) {
		if ( ! tests_antispam( 'verdicts' ) ) {
			return $comment;
		}
		$words   = $comment['comment_content'];
		$verdict = null;
		if ( false !== strpos( $words, 'casino' ) ) {
			wp_die( 'No <em>casinos</em> here.', 'No', array( 'response' => 403 ) );
		}
		if ( false !== strpos( $words, 'poker' ) ) {
			wp_die( 'No poker here.' );
		}
		if ( false !== strpos( $words, 'roulette' ) ) {
			status_header( 403 );
			die( 'Thrown away.' );
		}
		if ( false !== strpos( $words, 'slots' ) ) {
			wp_safe_redirect( home_url( '/' ) );
			die();
		}
		foreach ( array( 'lottery' => 'spam', 'raffle' => 0, 'rubbish' => 'trash' ) as $word => $approved ) {
			$verdict = false === strpos( $words, $word ) ? $verdict : $approved;
		}
		if ( false !== strpos( $words, 'jackpot' ) ) {
			$verdict = new WP_Error( 'jackpot', 'No jackpots here.', 400 );
		}
		if ( null !== $verdict ) {
			add_filter(
				'pre_comment_approved',
				function () use ( $verdict ) {
					return $verdict;
				}
			);
		}
		$comment['comment_content'] = str_replace( 'tampered', 'cleaned', $words );
		return $comment;
	}
);

// trap: the page as it leaves has the box renamed, and a decoy under the box's own name beside it.
add_action(
	'template_redirect',
	function () {
		if ( ! tests_antispam( 'trap' ) ) {
			return;
		}
		$name = tests_antispam_box( get_queried_object_id() );
		ob_start(
			function ( $page ) use ( $name ) {
				return preg_replace_callback(
					'#<textarea([^>]*) name="comment"([^>]*)>(.*?)</textarea>#s',
					function ( $found ) use ( $name ) {
						return "<textarea$found[1] name=\"$name\"$found[2]>$found[3]</textarea>"
							. '<textarea name="comment" aria-hidden="true" tabindex="-1" style="position:absolute;height:1px;overflow:hidden"></textarea>';
					},
					$page
				);
			}
		);
	}
);
add_action(
	'init',
	function () {
		if ( ! tests_antispam( 'trap' ) || 'wp-comments-post.php' !== basename( $_SERVER['SCRIPT_NAME'] ) ) {
			return;
		}
		$name = tests_antispam_box( (int) ( $_POST['comment_post_ID'] ?? 0 ) );
		if ( '' !== ( $_POST['comment'] ?? '' ) ) {
			add_filter(
				'pre_comment_approved',
				function () {
					return 'spam';
				}
			);
		} else {
			$_POST['comment'] = $_POST[ $name ] ?? '';
			unset( $_POST[ $name ] );
		}
	}
);

// after: plugins that look at what is stored, or answer in WordPress's place.
add_action(
	'comment_post',
	function ( $id ) {
		$words = tests_antispam( 'after' ) ? get_comment( $id )->comment_content : '';
		if ( false !== strpos( $words, 'printed' ) ) {
			echo '<li>Printed.</li>';
		}
		if ( false !== strpos( $words, 'died' ) ) {
			wp_die( 'The newsletter is down.', 'Down', array( 'response' => 403 ) );
		}
		if ( false !== strpos( $words, 'ended' ) ) {
			die( '<li>Thank you.</li>' );
		}
		if ( false !== strpos( $words, 'led away' ) ) {
			wp_safe_redirect( home_url( '/thanks/' ) );
			die();
		}
		if ( false !== strpos( $words, 'crashed' ) ) {
			throw new Exception( 'The newsletter crashed.' );
		}
		if ( false !== strpos( $words, 'deleted' ) ) {
			wp_delete_comment( $id, true );
		}
		if ( false !== strpos( $words, 'junk' ) ) {
			wp_spam_comment( $id );
			wp_die( 'No junk here.', 'Junk', array( 'response' => 403 ) );
		}
	}
);
